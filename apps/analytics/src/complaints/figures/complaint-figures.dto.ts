import { FiguresQuery, Filter } from '../../questions/figures.dto.ts';

export class ComplaintFiguresQuery extends FiguresQuery {
  @Filter('handover', 'touchpoint') touchpoint?: string[];
  @Filter('moving-in', 'stage of a journey map') stage?: string[];
  @Filter('property', 'journey') journey?: string[];
  @Filter('web', 'channel') channel?: string[];
  @Filter('defect', 'category') category?: string[];
  @Filter('high', 'severity') severity?: string[];
  @Filter('after-sales', 'team that works on it') team?: string[];
  @Filter('gold', 'value tier of the customer') tier?: string[];
  @Filter('owner-occupier', 'segment of the customer') segment?: string[];
  @Filter('spring', 'campaign') campaign?: string[];
  @Filter('assigned', 'status') status?: string[];
}
