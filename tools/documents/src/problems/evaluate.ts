import { type Node, nodesOf, plain } from './syntax.ts';

/** What names stand for. */
export type Scope = ReadonlyMap<string, Node>;

/** The constants of a file as a place in it sees them: of each name the nearest before it, else the first after it. */
export function constantsAt(file: Node, at: number): Map<string, Node> {
  const [before, after] = [new Map<string, Node>(), new Map<string, Node>()];
  for (const { node } of nodesOf(file)) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) continue;
    if ((node.span?.start ?? 0) < at) before.set(node.id.value, plain(node.init));
    else if (!after.has(node.id.value)) after.set(node.id.value, plain(node.init));
  }
  return new Map([...after, ...before]);
}

/** The texts that an expression may be; what is only known when it runs stands there as `{name}`. */
export function textsOf(given: Node, scope: Scope, depth = 0): string[] {
  const node = plain(given);
  const inside = (one: Node) => textsOf(one, scope, depth + 1);
  switch (node.type) {
    case 'StringLiteral':
      return [node.value];
    case 'TemplateLiteral':
      return (node.quasis as Node[]).reduce<string[]>(
        (texts, { cooked }, index) => {
          const expression = node.expressions[index] as Node | undefined;
          const values = expression ? inside(expression) : [''];
          return texts.flatMap((text) => values.map((value) => text + cooked + value));
        },
        [''],
      );
    case 'ConditionalExpression':
      return [...inside(node.consequent), ...inside(node.alternate)];
    case 'BinaryExpression':
      if (node.operator === '??') return inside(node.right);
      if (node.operator !== '+') break;
      return inside(node.left).flatMap((left) => inside(node.right).map((right) => left + right));
    case 'Identifier': {
      const known = scope.get(node.value);
      return known && known !== node && depth < 8 ? inside(known) : [`{${node.value}}`];
    }
    case 'MemberExpression':
      return [`{${node.property.value ?? '...'}}`];
  }
  return ['{...}'];
}

export const isKnown = (text: string): boolean => !text.includes('{');
