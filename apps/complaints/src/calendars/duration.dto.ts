import { type PropertyOptions, Text } from '@harken/service';

/** The text of an ISO 8601 duration; the rules of its body say which durations make sense. */
export const Duration = (options: PropertyOptions): PropertyDecorator => Text({ min: 2, max: 40, ...options });
