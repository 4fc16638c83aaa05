import { type MediaType, type OpenApiDocument, type Operation, operationsOf } from './openapi-types.ts';

const named = (text: string | undefined): boolean => (text ?? '').trim().length > 0;
// The line about roles is added by us and describes nothing.
const described = (text: string | undefined): boolean => named(text?.replace(/(^|\n)Roles: .*$/, ''));
const exemplified = (media: MediaType): boolean => media.example !== undefined || media.examples !== undefined;

const faultsOf = (place: string, operation: Operation): string[] => {
  const faults: string[] = [];
  if (!named(operation.summary)) faults.push(`${place} has no summary`);
  if (!described(operation.description)) faults.push(`${place} has no description`);
  if (!operation['x-roles'] && !operation['x-public']) faults.push(`${place} says no roles`);
  for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
    if (!exemplified(media)) faults.push(`${place} has no example of its ${type} body`);
  }
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  if (answers.length === 0) faults.push(`${place} has no successful answer`);
  for (const [status, response] of answers) {
    if (!named(response.description)) faults.push(`${place} says nothing about its ${status}`);
    if (status !== '204' && Object.keys(response.content ?? {}).length === 0) {
      faults.push(`${place} has no schema of its ${status}`);
    }
    for (const [type, media] of Object.entries(response.content ?? {})) {
      if (!exemplified(media)) faults.push(`${place} has no example of its ${status} as ${type}`);
    }
  }
  for (const parameter of operation.parameters ?? []) {
    if (!named(parameter.description)) faults.push(`${place} does not describe ${parameter.in} ${parameter.name}`);
  }
  return faults;
};

/** What a reader would miss in the document: summaries, descriptions, examples, roles. Empty when it is complete. */
export function checkOpenApi(document: OpenApiDocument): string[] {
  return operationsOf(document).flatMap(({ place, operation }) => faultsOf(place, operation));
}
