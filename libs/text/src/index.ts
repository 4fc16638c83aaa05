export { folded } from './folded.ts';
export {
  nameQuery,
  nameVector,
  ngramQuery,
  quoted,
  type SearchableText,
  searchableText,
  searchFolded,
  type Token,
  tokensOf,
} from './searchable-text.ts';
