import { constantsAt, isKnown, type Scope, textsOf } from './evaluate.ts';
import { type Node, nodesOf, parse, plain, propertiesOf, type Visited } from './syntax.ts';

export interface FoundProblem {
  readonly code: string;
  /** null: one or another. */
  readonly status: number | null;
  readonly sentence: string;
  /** Not a problem of its own: it stands in the `errors` of one. */
  readonly isFault: boolean;
}

/** The refusals of `libs/errors` and the status each is answered with. */
export const statuses: Readonly<Record<string, number>> = {
  Invalid: 400,
  Unauthenticated: 401,
  Forbidden: 403,
  NotFound: 404,
  RuleBroken: 409,
  Stale: 412,
  TooLarge: 413,
  UnsupportedMedia: 415,
  KeyReused: 422,
  TooMany: 429,
  Unavailable: 503,
};

interface Place {
  readonly code: Node;
  readonly sentence: Node | undefined;
  readonly status: number | null;
  readonly isFault: boolean;
  readonly isAbsence: boolean;
}

/** Every refusal that a source file can give, with all codes that its expressions may be. */
export function findProblems(source: string): FoundProblem[] {
  const file = parse(source);
  const found: FoundProblem[] = [];
  for (const visited of nodesOf(file)) {
    const place = placeOf(visited.node);
    if (place) for (const scope of scopesAt(file, visited)) found.push(...problemsAt(place, scope));
  }
  return found.filter(({ code }) => isKnown(code) && /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$/.test(code));
}

function placeOf(node: Node): Place | undefined {
  if (node.type === 'NewExpression') {
    const status = statuses[node.callee.value as string];
    const [code, sentence] = (node.arguments ?? []).map(({ expression }: { expression: Node }) => expression);
    if (status === undefined || !code) return undefined;
    return { code, sentence, status, isFault: false, isAbsence: node.callee.value === 'NotFound' };
  }
  if (node.type === 'ObjectExpression') return placeInObject(propertiesOf(node));
  if (node.type === 'ArrayExpression') return placeInList(node.elements);
  // problemDocument(405, 'route.method-not-allowed', ...)
  if (node.type === 'CallExpression' && node.callee.value === 'problemDocument')
    return placeInList([node.arguments[0], null, ...node.arguments.slice(1, 3)]);
  return undefined;
}

function placeInObject(fields: ReadonlyMap<string, Node>): Place | undefined {
  const [code, sentence, status] = [fields.get('code'), fields.get('detail'), fields.get('status')];
  if (!code || !sentence) return undefined;
  if (status) {
    const known = status.type === 'NumericLiteral' ? (status.value as number) : null;
    return { code, sentence, status: known, isFault: false, isAbsence: false };
  }
  return fields.has('pointer') ? { code, sentence, status: 400, isFault: true, isAbsence: false } : undefined;
}

/** `[431, 'Phrase', 'headers.too-large', 'The headers ...']` */
function placeInList(elements: readonly ({ readonly expression: Node } | null)[]): Place | undefined {
  const [status, , code, sentence] = elements.map((one) => one?.expression);
  if (elements.length !== 4 || status?.type !== 'NumericLiteral' || !code || !sentence) return undefined;
  return { code, sentence, status: status.value, isFault: false, isAbsence: false };
}

/**
 * What names stand for at a place. Where a function makes the refusal out of what it is given, each of its calls in the
 * file gives a meaning of its own.
 */
function scopesAt(file: Node, { node, within }: Visited, depth = 0): Scope[] {
  const seen = constantsAt(file, node.span?.start ?? 0);
  for (const parameter of within.flatMap(parametersOf)) if (parameter !== undefined) seen.delete(parameter);
  const [inner] = within;
  const parameters = inner ? parametersOf(inner) : [];
  const name = inner && nameOf(file, inner);
  if (!name || parameters.length === 0 || depth > 3) return [seen];
  const calls = [...nodesOf(file)].filter(
    (one) => one.node.type === 'CallExpression' && one.node.callee.value === name,
  );
  const scopes = calls.flatMap((call) =>
    scopesAt(file, call, depth + 1).map((around) => {
      const scope = new Map(seen);
      parameters.forEach((parameter, index) => {
        const given = call.node.arguments[index]?.expression as Node | undefined;
        if (given && parameter !== undefined) scope.set(parameter, literalOf(given, around));
      });
      return scope;
    }),
  );
  return scopes.length > 0 ? scopes : [seen];
}

/** An argument with the texts it may be, so that its names are not looked up among those of the function. */
function literalOf(given: Node, scope: Scope): Node {
  const texts = textsOf(given, scope).map((value): Node => ({ type: 'StringLiteral', value }));
  return texts.reduce((alternate, consequent) => ({ type: 'ConditionalExpression', consequent, alternate }));
}

function parametersOf(fn: Node): (string | undefined)[] {
  return (fn.params as Node[]).map((parameter) => {
    const pattern = (parameter.pat ?? parameter) as Node;
    return pattern.type === 'Identifier' ? (pattern.value as string) : undefined;
  });
}

function nameOf(file: Node, fn: Node): string | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.identifier.value;
  for (const { node } of nodesOf(file))
    if (node.type === 'VariableDeclarator' && node.init && plain(node.init) === fn) return node.id.value;
  return undefined;
}

function problemsAt({ code, sentence, status, isFault, isAbsence }: Place, scope: Scope): FoundProblem[] {
  const sentences = sentence ? textsOf(sentence, scope) : [];
  return textsOf(code, scope).map((text, index, codes) => ({
    code: isAbsence ? `${text}.not-found` : text,
    status,
    sentence: isAbsence
      ? `No ${text} has the id {id}.`
      : ((sentences.length === codes.length ? sentences[index] : sentences[0]) ?? ''),
    isFault,
  }));
}
