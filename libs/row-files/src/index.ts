export {
  type DetectedEncoding,
  type Encoding,
  EncodingDetector,
  encodings,
} from './encodings.ts';
export type { FileRow, RowBatch, RowFault } from './file-row.ts';
export { type MapRow, rowMapper } from './map-row.ts';
export {
  type FieldType,
  fieldTypes,
  type ImportKind,
  importKinds,
  type MappedField,
  type Mapping,
  mappingFaults,
  missingColumns,
  plainMapping,
} from './mapping.ts';
export { type Format, formatOf, formats, type ReadOptions, readRows, unpacked } from './read-rows.ts';
export { readyMappings } from './ready-mappings.ts';
export type { Bytes, UnpackLimits } from './unpack.ts';
export { type FileFault, fileFaults, UnreadableFile } from './unreadable-file.ts';
