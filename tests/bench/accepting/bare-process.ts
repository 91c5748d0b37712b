import { randomBytes, randomUUID } from 'node:crypto';
import { openSql } from '#db/client';
import { chinaDate } from '~/domain/dates';
import { argument } from '../child-end';
import { timedServer } from '../timed-server';
import { postedBody, type SentReport } from './posted-body';

/**
 * What the budget compares with: the same rows, in as many inserts, in one durable transaction and nothing else.
 * Nothing of the body is checked.
 */
const { url } = argument<{ url: string }>();
const sql = openSql(url, { max: 20, connection: { role: 'anshao_app' } });

type Json = Parameters<typeof sql.json>[0];
type Ids = { caseId: string; reportId: string; today: string };

await timedServer(async (bytes) => {
  const body = postedBody(bytes);
  const ids = { caseId: randomUUID(), reportId: randomUUID(), today: chinaDate(Date.now()) };
  await sql.begin(async (tx) => {
    await tx`insert into case_file ${tx(caseRow(body, ids))}`;
    await tx`insert into report ${tx(reportRow(body, ids))}`;
    await tx`insert into sealed_part ${tx(partRows(body, ids))}`;
    await tx`insert into wrapped_key ${tx(wrapRows(body, ids))}`;
    await tx`insert into case_event ${tx(eventRow(body, ids))}`;
    await tx`insert into log_entry ${tx(logRow(body, ids))}`;
  });
});

const caseRow = ({ draft, routing, sealed }: SentReport, { caseId, today }: Ids) => ({
  id: caseId,
  matter: draft.matter,
  sector: draft.sector,
  town: draft.town,
  channel: 'web',
  received_on: today,
  urgent: false,
  responsible_unit_id: routing.responsibleUnitId,
  assisting_unit_ids: `{${routing.assistingUnitIds}}`,
  reasons: sql.json(routing.reasons as Json),
  excluded_unit_tags: `{${randomBytes(32).toString('hex')}}`,
  stage: 'registered',
  due_on: today,
  case_recipient: sealed.caseRecipient,
});

const reportRow = ({ sealed, reporterRecipient }: SentReport, { caseId, reportId, today }: Ids) => ({
  id: reportId,
  case_id: caseId,
  received_on: today,
  form_token_hash: randomBytes(32).toString('hex'),
  lookup_hash: randomBytes(32).toString('hex'),
  reporter_recipient: reporterRecipient,
  report_recipient: sealed.reportRecipient,
  thread_recipient: sealed.threadRecipient,
  list_version: 1,
});

const partRows = ({ sealed }: SentReport, { caseId, reportId, today }: Ids) =>
  sealed.parts.map(({ kind, key, sequence, bytes }) => ({
    id: randomUUID(),
    case_id: caseId,
    report_id: reportId,
    kind,
    key,
    scope: reportId,
    sequence,
    bytes: bytes as Buffer,
    blob: null,
    size: bytes.length,
    made_on: today,
  }));

const wrapRows = ({ sealed }: SentReport, { caseId, reportId }: Ids) =>
  sealed.wraps.map(({ key, share, holder, unitKeyId, bytes }) => ({
    id: randomUUID(),
    case_id: caseId,
    report_id: reportId,
    key,
    share,
    holder,
    unit_key_id: unitKeyId,
    bytes: bytes as Buffer,
  }));

const eventRow = ({ routing }: SentReport, { caseId, today }: Ids) => ({
  case_id: caseId,
  number: 1,
  act: 'report.submit',
  unit_id: routing.responsibleUnitId,
  member_id: null,
  on_day: today,
  data: sql.json({ channel: 'web', urgent: false }),
});

function logRow({ routing }: SentReport, { caseId, today }: Ids) {
  const [act, subject] = ['report.submit', `case:${caseId}`];
  const data = { channel: 'web', unit: routing.responsibleUnitId, urgent: false };
  return {
    on_day: today,
    act,
    subject,
    entry: JSON.stringify({ act, actor: 'public', data, day: today, subject, unit: null }),
  };
}
