import { MapId } from './journey.dto.ts';

export class TouchpointPath {
  @MapId('The id of the touchpoint.', 'handover') id!: string;
}
