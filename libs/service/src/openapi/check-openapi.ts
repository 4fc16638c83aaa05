import { unnamedSchemas } from './named-schemas.ts';
import { type MediaType, type OpenApiDocument, type Operation, operationsOf } from './openapi-types.ts';

const hasText = (text: string | undefined): boolean => (text ?? '').trim().length > 0;
// We add the line about roles; it does not count as a description.
const hasDescription = (text: string | undefined): boolean => hasText(text?.replace(/(^|\n)Roles: .*$/, ''));
const hasExample = (media: MediaType): boolean => media.example !== undefined || media.examples !== undefined;

const gapsIn = (place: string, operation: Operation): string[] => {
  const gaps: string[] = [];
  if (!hasText(operation.summary)) gaps.push(`${place} has no summary`);
  if (!hasDescription(operation.description)) gaps.push(`${place} has no description`);
  if (!operation['x-roles'] && !operation['x-public']) gaps.push(`${place} says no roles`);
  for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
    if (!hasExample(media)) gaps.push(`${place} has no example of its ${type} body`);
  }
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  if (answers.length === 0) gaps.push(`${place} has no successful answer`);
  for (const [status, response] of answers) {
    if (!hasText(response.description)) gaps.push(`${place} says nothing about its ${status}`);
    if (status !== '204' && Object.keys(response.content ?? {}).length === 0) {
      gaps.push(`${place} has no schema of its ${status}`);
    }
    for (const [type, media] of Object.entries(response.content ?? {})) {
      if (!hasExample(media)) gaps.push(`${place} has no example of its ${status} as ${type}`);
    }
  }
  for (const parameter of operation.parameters ?? []) {
    if (!hasText(parameter.description)) gaps.push(`${place} does not describe ${parameter.in} ${parameter.name}`);
  }
  return gaps;
};

const inSnakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** A generated Python client keeps the schema and its field in one variable, and then one of them is lost. */
const fieldsOfOwnName = ({ components }: OpenApiDocument): string[] =>
  Object.entries(components?.schemas ?? {}).flatMap(([name, { properties }]) =>
    Object.keys(properties ?? {}).some((field) => inSnakeCase(field) === inSnakeCase(name))
      ? [`The schema ${name} has a field of its own name`]
      : [],
  );

/** Missing summaries, descriptions, examples, roles and names of schemas; names that collide. Empty when the document is complete. */
export function checkOpenApi(document: OpenApiDocument): string[] {
  const gaps = operationsOf(document).flatMap(({ place, operation }) => gapsIn(place, operation));
  return [...gaps, ...unnamedSchemas(document), ...fieldsOfOwnName(document)];
}
