/** What a project with a tag may depend on: another with one of these tags. */
export const tagRules: Readonly<Record<string, readonly string[]>> = {
  'type:app': ['type:lib'],
  'type:tool': ['type:lib', 'type:tool'],
  'lib:errors': [],
  'lib:statistics': [],
  'lib:text': [],
  'lib:row-files': ['lib:errors'],
  'lib:contracts': ['lib:errors'],
  'lib:database': ['lib:testing'],
  'lib:messaging': ['lib:contracts', 'lib:database', 'lib:errors', 'lib:testing'],
  'lib:service': ['lib:contracts', 'lib:database', 'lib:errors', 'lib:messaging', 'lib:testing'],
  'lib:local-infrastructure': [],
  'lib:testing': ['type:lib'],
};

export interface ProjectGraph {
  readonly nodes: Readonly<Record<string, { readonly data: { readonly tags?: readonly string[] } }>>;
  readonly dependencies: Readonly<Record<string, readonly { readonly source: string; readonly target: string }[]>>;
}

/** Every dependency that a tag of its source does not allow, and every project without a rule. */
export function tagViolations({ nodes, dependencies }: ProjectGraph): string[] {
  const tagsOf = (name: string): readonly string[] => nodes[name]?.data.tags ?? [];
  const ruled = Object.keys(nodes).filter((name) => !tagsOf(name).some((tag) => tag in tagRules));
  const broken = Object.values(dependencies)
    .flat()
    .filter(({ target }) => target in nodes)
    .filter(({ source, target }) =>
      tagsOf(source).some(
        (tag) => tag in tagRules && !tagRules[tag]?.some((allowed) => tagsOf(target).includes(allowed)),
      ),
    );
  return [
    ...ruled.map((name) => `${name} has no rule`),
    ...broken.map(({ source, target }) => `${source} -> ${target}`),
  ];
}
