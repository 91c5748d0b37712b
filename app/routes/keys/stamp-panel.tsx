import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { stampByReserve } from '~/browser/keys/reserve-workspace';
import { makeStamp, withStampField } from '~/browser/keys/stamp-workspace';
import { useKeyring } from '~/browser/keys/use-keyring';
import type { StampPage } from '~/services/keys/stamp-page.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { Tag } from '~/ui/tag';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import { reserveWords } from '~/words/keys/reserve';
import { stampWords } from '~/words/keys/stamp';
import { clauses, formatDate, type Lang } from '~/words/language';
import { FoldedReserve } from './reserve-form';
import { ReserveLink } from './reserve-link';
import type { action } from './stamp';

type Props = { lang: Lang; page: StampPage };

/** One press states that this guardian's browser knows of no newer list. */
export function StampPanel({ lang, page }: Props) {
  const words = stampWords[lang];
  const reserve = reserveWords[lang];
  const { unlocked } = useKeyring();
  const { stamp, message, busy, done } = useStamp(lang, page);
  const { fresh, mine } = page;
  const isBroken = page.routing !== null && fresh.routingVersion === 0;
  const day = (text: string) => formatDate(text, lang);
  const list = words.list(fresh.version, day(fresh.madeOn));
  const state =
    fresh.until === null ? words.never : fresh.lapsed ? words.lapsed(day(fresh.until)) : words.until(day(fresh.until));
  return (
    <section aria-labelledby="stamp-title" data-stamp={fresh.lapsed ? 'lapsed' : 'fresh'}>
      <h2 className="govuk-heading-m" id="stamp-title">
        {words.title}
      </h2>
      <p className="govuk-body">
        {clauses([list, ...(fresh.routingVersion > 0 ? [words.routing(fresh.routingVersion)] : [])], lang)}{' '}
        <Tag tone={fresh.lapsed ? 'attention' : 'good'}>{state}</Tag>
      </p>
      <p className="govuk-body">{words.what}</p>
      {isBroken && <ErrorMessage id="stamp-broken" message={words.broken} />}
      {mine !== null && <p className="govuk-body-s">{words.mine(day(mine))}</p>}
      {!unlocked && <p className="govuk-body">{keysWords[lang].locked}</p>}
      <ErrorMessage id="stamp-error" message={message} />
      <p role="status" className="govuk-body">
        {done && words.done}
      </p>
      <Button type="button" variant="secondary" disabled={!unlocked || busy} onClick={stamp}>
        {busy ? words.stamping : words.stamp}
      </Button>
      {page.hasReserve && (
        <FoldedReserve
          lang={lang}
          id="stamp-reserve"
          title={reserve.stampTitle}
          text={reserve.stampText}
          button={reserve.stamp}
          action={`/${lang}/staff/stamp`}
          fetcherKey="stamp"
          sign={async (typed) => withStampField({ stamp: await stampByReserve(page, typed, page) })}
        />
      )}
      <ReserveLink lang={lang} />
    </section>
  );
}

function useStamp(lang: Lang, page: StampPage) {
  const fetcher = useFetcher<typeof action>({ key: 'stamp' });
  const [failed, setFailed] = useState(false);
  const [working, setWorking] = useState(false);

  async function stamp() {
    setFailed(false);
    setWorking(true);
    try {
      const stamp = await makeStamp(page, page);
      fetcher.submit(withStampField({ stamp }), { method: 'post', action: `/${lang}/staff/stamp` });
    } catch {
      setFailed(true);
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refused = answer && 'refused' in answer ? refusedText(answer.refused, lang) : undefined;
  const message = failed ? stampWords[lang].failed : refused;
  const done = answer !== undefined && 'done' in answer && message === undefined;
  return { stamp, message, busy: working || fetcher.state !== 'idle', done };
}
