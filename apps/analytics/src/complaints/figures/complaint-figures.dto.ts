import { FiguresQueryParams, FilterParam } from '../../figures/figures.dto.ts';

export class ComplaintFiguresQueryParams extends FiguresQueryParams {
  @FilterParam('handover', 'touchpoint') touchpoint?: string[];
  @FilterParam('moving-in', 'stage of a journey map') stage?: string[];
  @FilterParam('property', 'journey') journey?: string[];
  @FilterParam('web', 'channel') channel?: string[];
  @FilterParam('defect', 'category') category?: string[];
  @FilterParam('high', 'severity') severity?: string[];
  @FilterParam('after-sales', 'team that works on it') team?: string[];
  @FilterParam('gold', 'value tier of the customer') tier?: string[];
  @FilterParam('owner-occupier', 'segment of the customer') segment?: string[];
  @FilterParam('spring', 'campaign') campaign?: string[];
  @FilterParam('assigned', 'status') status?: string[];
}
