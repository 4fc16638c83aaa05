import { HttpResponse, IdParam, Roles, UnitOfWork } from '@harken/service';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readerRoles } from '../../roles.ts';
import { ComplaintFileDto } from './complaint-file.dto.ts';
import { readFile } from './complaint-file.queries.ts';

@ApiTags('Complaints')
@Controller('v1/complaints/:id/file')
export class ComplaintFileController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Roles(...readerRoles)
  @ApiOperation({
    summary: "Read a complaint's file",
    description:
      'Everything a handler needs in one call: the complaint with its clocks and what remains of them in the time of their calendars, the customer, its earlier complaints, compensations, ratings and the timeline.',
  })
  @ApiOkResponse({ description: 'The file.', type: ComplaintFileDto })
  async read(@IdParam() id: string) {
    return HttpResponse.ok(await readFile(this.unitOfWork.dataSource, id));
  }
}
