import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { InvalidRequest, NotFound, Problems, pageOf } from '#service-kit';
import { ArchiveSurvey } from './archive-survey.action.js';
import { PreviewSurvey } from './preview-survey.action.js';
import { PublishSurvey } from './publish-survey.action.js';
import {
  CreateSurveyDto,
  PreviewLinkDto,
  PreviewSurveyDto,
  SurveyDto,
  SurveyFilterDto,
  SurveyPageDto,
  SurveyTemplateDto,
  SurveyVersionDto,
} from './survey.dto.js';
import { SurveyDocumentDto } from './survey-document.dto.js';
import { publishingProblems } from './survey-life.rules.js';
import { listSurveys, readSurvey, readVersion, type StoredSurvey } from './surveys.query.js';
import { TEMPLATES } from './templates/survey-templates.rules.js';
import { WriteDraft } from './write-draft.action.js';

const SurveyId = () => ApiParam({ name: 'surveyId', example: 'nps-support-case' });

/** Makes, publishes and shows surveys. */
@ApiTags('surveys')
@Controller('v1/surveys')
export class SurveysController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly drafts: WriteDraft,
    private readonly publishing: PublishSurvey,
    private readonly archiving: ArchiveSurvey,
    private readonly previewing: PreviewSurvey,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Surveys by id', operationId: 'surveys' })
  @ApiOkResponse({ type: SurveyPageDto })
  @Problems(400)
  async list(@Query() filter: SurveyFilterDto): Promise<SurveyPageDto> {
    const rows = await listSurveys(this.dataSource, { ...filter, limit: filter.limit + 1 });
    return pageOf(rows.map(summaryOf), filter.limit, ({ surveyId }) => surveyId);
  }

  @Get('templates')
  @ApiOperation({ summary: 'Surveys to copy', operationId: 'surveyTemplates' })
  @ApiOkResponse({ type: [SurveyTemplateDto] })
  @Problems()
  templates(): SurveyTemplateDto[] {
    return Object.entries(TEMPLATES).map(([template, document]) => ({ template, document }) as SurveyTemplateDto);
  }

  @Post()
  @ApiOperation({ summary: 'Make a survey with a draft, of one’s own or of a template', operationId: 'createSurvey' })
  @ApiCreatedResponse({ type: SurveyDto })
  @Problems(400, 409, 413)
  async create(@Body() { surveyId, template, document }: CreateSurveyDto): Promise<SurveyDto> {
    if (template && document) {
      const problem = { field: 'template', reason: 'is not taken beside a document' };
      throw new InvalidRequest('template is not taken beside a document', [problem]);
    }
    return toDto(await this.drafts.create(surveyId, document ?? TEMPLATES[template!]));
  }

  @Get(':surveyId')
  @ApiOperation({ summary: 'One survey with its draft and what is wrong with it', operationId: 'survey' })
  @SurveyId()
  @ApiOkResponse({ type: SurveyDto })
  @Problems(404)
  async show(@Param('surveyId') surveyId: string): Promise<SurveyDto> {
    const survey = await readSurvey(this.dataSource, surveyId);
    if (!survey) throw new NotFound(`there is no survey ${surveyId}`);
    return toDto(survey);
  }

  @Put(':surveyId/draft')
  @ApiOperation({ summary: 'Replace the draft of a survey', operationId: 'replaceSurveyDraft' })
  @SurveyId()
  @ApiOkResponse({ type: SurveyDto })
  @Problems(400, 404, 409, 413)
  async replace(@Param('surveyId') surveyId: string, @Body() document: SurveyDocumentDto): Promise<SurveyDto> {
    return toDto(await this.drafts.replace(surveyId, document));
  }

  @Post(':surveyId/publish')
  @ApiOperation({
    summary: 'Make the draft the next version, which is asked from now on',
    operationId: 'publishSurvey',
  })
  @SurveyId()
  @ApiCreatedResponse({ type: SurveyVersionDto })
  @Problems(400, 404, 409)
  async release(@Param('surveyId') surveyId: string): Promise<SurveyVersionDto> {
    return (await this.publishing.nextVersion(surveyId)) as SurveyVersionDto;
  }

  @Get(':surveyId/versions/:version')
  @ApiOperation({ summary: 'A version that was published', operationId: 'surveyVersion' })
  @SurveyId()
  @ApiParam({ name: 'version', example: 1 })
  @ApiOkResponse({ type: SurveyVersionDto })
  @Problems(400, 404)
  async version(
    @Param('surveyId') surveyId: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<SurveyVersionDto> {
    const found = await readVersion(this.dataSource, surveyId, version);
    if (!found) throw new NotFound(`there is no version ${version} of a survey ${surveyId}`);
    return found as SurveyVersionDto;
  }

  @Post(':surveyId/preview-links')
  @ApiOperation({
    summary: 'A link to the page of the draft or of a version, which records nothing',
    operationId: 'previewSurvey',
  })
  @SurveyId()
  @ApiCreatedResponse({ type: PreviewLinkDto })
  @Problems(400, 404, 409)
  preview(@Param('surveyId') surveyId: string, @Body() { version }: PreviewSurveyDto): Promise<PreviewLinkDto> {
    return this.previewing.linkTo(surveyId, version);
  }

  @Post(':surveyId/archive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put a survey away that no active program asks', operationId: 'archiveSurvey' })
  @SurveyId()
  @ApiOkResponse({ type: SurveyDto })
  @Problems(404, 409)
  async archive(@Param('surveyId') surveyId: string): Promise<SurveyDto> {
    return toDto(await this.archiving.archive(surveyId));
  }
}

function summaryOf({ draft, ...survey }: StoredSurvey) {
  return { ...survey, hasDraft: draft !== null };
}

function toDto(survey: StoredSurvey): SurveyDto {
  return { ...summaryOf(survey), draft: survey.draft as SurveyDto['draft'], problems: publishingProblems(survey) };
}
