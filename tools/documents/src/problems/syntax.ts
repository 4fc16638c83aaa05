import { parseSync } from '@swc/core';

/** A node of the syntax tree of SWC, of which only few fields are looked at. */
export interface Node {
  readonly type: string;
  readonly span?: { readonly start: number };
  // biome-ignore lint/suspicious/noExplicitAny: each kind of node has fields of its own
  readonly [field: string]: any;
}

export const parse = (source: string): Node =>
  parseSync(source, { syntax: 'typescript', decorators: true, target: 'es2022' }) as unknown as Node;

export interface Visited {
  readonly node: Node;
  /** The functions around it, the innermost first. */
  readonly within: readonly Node[];
}

/** Every node, the outer ones first. */
export function* nodesOf(node: unknown, within: readonly Node[] = []): Generator<Visited> {
  if (Array.isArray(node)) {
    for (const one of node) yield* nodesOf(one, within);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const inside = isFunction(node as Node) ? [node as Node, ...within] : within;
  if (typeof (node as Node).type === 'string') yield { node: node as Node, within: inside };
  for (const [field, value] of Object.entries(node)) if (field !== 'span') yield* nodesOf(value, inside);
}

const isFunction = ({ type }: Node): boolean =>
  type === 'ArrowFunctionExpression' || type === 'FunctionDeclaration' || type === 'FunctionExpression';

/** `as const`, brackets and the like mean what is inside of them. */
export function plain(node: Node): Node {
  const wrapped = ['ParenthesisExpression', 'TsAsExpression', 'TsConstAssertion', 'TsSatisfiesExpression'];
  return wrapped.includes(node.type) ? plain(node.expression) : node;
}

export function propertiesOf(object: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const property of object.properties as Node[]) {
    if (property.type === 'KeyValueProperty') found.set(String(property.key.value), plain(property.value));
    if (property.type === 'Identifier') found.set(String(property.value), property);
  }
  return found;
}
