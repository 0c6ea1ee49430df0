import type { CsvFormat, SourceField } from './import-spec.rules.js';

/** What becomes of a column: it holds a field, or is left out. */
export type NamedColumn = SourceField | 'ignore';

/** The columns of a tool's files by their names, without case, blanks and signs; and what further columns are. */
export interface ColumnNames {
  readonly names: Readonly<Record<string, NamedColumn>>;
  readonly further: 'attribute' | 'answer' | 'refused';
}

const PERSON = {
  email: 'email',
  emailaddress: 'email',
  personemail: 'email',
  phone: 'phone',
  phonenumber: 'phone',
  mobile: 'phone',
  name: 'name',
  fullname: 'name',
  personname: 'name',
  firstname: 'firstName',
  lastname: 'lastName',
  locale: 'locale',
  language: 'locale',
} as const;

const OPTED_OUT = {
  unsubscribedat: 'unsubscribedAt',
  unsubscribeddate: 'unsubscribedAt',
  unsubscribedon: 'unsubscribedAt',
  bouncedat: 'bouncedAt',
  bounceddate: 'bouncedAt',
  bouncedon: 'bouncedAt',
} as const;

const DELIGHTED: ColumnNames = {
  names: {
    ...PERSON,
    ...OPTED_OUT,
    id: 'externalId',
    responseid: 'externalId',
    surveyresponseid: 'externalId',
    surveyid: 'externalId',
    personid: 'personId',
    score: 'score',
    comment: 'comment',
    createdat: 'answeredAt',
    respondedat: 'answeredAt',
    responsedate: 'answeredAt',
    updatedat: 'updatedAt',
    tags: 'tags',
    surveytype: 'metric',
    permalink: 'ignore',
    notes: 'ignore',
    lastsentat: 'ignore',
    lastrespondedat: 'ignore',
    nextsurveyscheduledat: 'ignore',
  },
  further: 'attribute',
};

const RETENTLY: ColumnNames = {
  names: {
    ...PERSON,
    ...OPTED_OUT,
    id: 'externalId',
    responseid: 'externalId',
    feedbackid: 'externalId',
    customerid: 'personId',
    score: 'score',
    npsscore: 'score',
    rating: 'score',
    feedback: 'comment',
    comment: 'comment',
    feedbackcomment: 'comment',
    responsedate: 'answeredAt',
    createddate: 'answeredAt',
    dateresponded: 'answeredAt',
    respondedat: 'answeredAt',
    feedbackdate: 'answeredAt',
    date: 'answeredAt',
    feedbacktags: 'tags',
    responsetags: 'tags',
    tags: 'tags',
    surveytype: 'metric',
    metric: 'metric',
    status: 'status',
    ratingcategory: 'ignore',
    category: 'ignore',
    surveydate: 'ignore',
    sentdate: 'ignore',
    resolved: 'ignore',
  },
  further: 'attribute',
};

const ASKNICELY: ColumnNames = {
  names: {
    ...PERSON,
    ...OPTED_OUT,
    responseid: 'externalId',
    personid: 'personId',
    contactid: 'ignore',
    answer: 'score',
    score: 'score',
    comment: 'comment',
    responded: 'answeredAt',
    respondedat: 'answeredAt',
    responsedate: 'answeredAt',
    questiontype: 'metric',
    unsubscribetime: 'unsubscribedAt',
    emailstate: 'status',
    status: 'status',
    answerlabel: 'ignore',
    data: 'ignore',
    note: 'ignore',
    dontcontact: 'ignore',
    sent: 'ignore',
    opened: 'ignore',
    lastemailed: 'ignore',
    created: 'ignore',
    published: 'ignore',
    publishedname: 'ignore',
    publishedavatar: 'ignore',
    emailtoken: 'ignore',
    deliverymethod: 'ignore',
    surveytemplate: 'ignore',
    theme: 'tags',
  },
  further: 'attribute',
};

const SURVEYMONKEY: ColumnNames = {
  names: {
    ...PERSON,
    respondentid: 'externalId',
    startdate: 'ignore',
    datecreated: 'ignore',
    enddate: 'answeredAt',
    datemodified: 'answeredAt',
    collectorid: 'ignore',
    // The address of a respondent's machine is nothing that is kept.
    ipaddress: 'ignore',
  },
  further: 'answer',
};

const GENERIC: ColumnNames = {
  names: {
    ...PERSON,
    ...OPTED_OUT,
    externalid: 'externalId',
    id: 'externalId',
    personid: 'personId',
    contactid: 'contactId',
    accountid: 'accountId',
    score: 'score',
    comment: 'comment',
    answeredat: 'answeredAt',
    updatedat: 'updatedAt',
    touchpoint: 'touchpoint',
    metric: 'metric',
    tags: 'tags',
    status: 'status',
  },
  further: 'refused',
};

/** The columns of each tool's files. */
export const COLUMN_NAMES: Readonly<Record<CsvFormat, ColumnNames>> = {
  'delighted-csv': DELIGHTED,
  'retently-csv': RETENTLY,
  'asknicely-csv': ASKNICELY,
  'surveymonkey-csv': SURVEYMONKEY,
  'generic-csv': GENERIC,
};

/** A column's name without case, blanks and signs. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_\-.()#]+/g, '');
}
