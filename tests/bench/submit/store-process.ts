import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from '#db/client';
import { makeHouse } from '~/services/house-factory.server';
import { storeReport } from '~/services/report-rows.server';
import { argument } from '../child-end';
import { timedServer } from '../timed-server';
import { decodeBody } from './sealed-body';

/** The storing part of the product behind a bare node:http server: permission, transaction, rows, log. */
const { url, data } = argument<{ url: string; data: string }>();
const { db } = connect(url, { role: 'anshao_app', max: 20 });
const house = makeHouse({ db, data, origin: 'http://localhost', smtpUrl: null, log: () => undefined });

await timedServer(async (bytes) => {
  const body = decodeBody(bytes);
  await storeReport(
    house,
    { kind: 'public' },
    {
      ...body,
      reportId: randomUUID(),
      caseId: randomUUID(),
      clear: body.draft,
      excludedUnitId: body.draft.accusedUnitId,
      town: body.draft.town,
      channel: 'web',
      attached: [],
      formTokenHash: randomBytes(32).toString('hex'),
      lookupHash: randomBytes(32).toString('hex'),
      listVersion: 1,
      replaces: false,
    },
  );
});
