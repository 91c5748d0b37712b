import { Form, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { textIn } from '~/domain/localized';
import type { Rehearsal } from '~/services/county/rehearsal.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { rehearsalWords } from '~/words/county/rehearsal';
import { formatDate, type Lang } from '~/words/language';
import { RehearsalMine } from './rehearsal-mine';
import { RehearsalSend } from './rehearsal-send';

type Props = { lang: Lang; rehearsal: Rehearsal; mayInvite: boolean };
type Opened = Rehearsal['shares'][number]['holders'][number];
type Row = { key: string; name: string; state: string; holders: Opened[]; sent: boolean };

/** Test reports: who has opened which, what this member can open, and for administrators sending and ending. */
export function OpeningRehearsal({ lang, rehearsal, mayInvite }: Props) {
  const words = rehearsalWords[lang];
  const busy = useNavigation().state !== 'idle';
  const [told, setTold] = useState('');
  const { places, shares, mine, ready, directory } = rehearsal;
  const sent = places.some(({ sentOn }) => sentOn !== null);
  return (
    <section aria-labelledby="rehearsal-title" data-rehearsal={sent}>
      <h2 className="govuk-heading-m" id="rehearsal-title">
        {words.title}
      </h2>
      <p className="govuk-body">{words.lead}</p>
      <RehearsalMine lang={lang} tests={mine} />
      {!ready && <p className="govuk-body">{words.notReady}</p>}
      {ready && mayInvite && directory && (
        <RehearsalSend lang={lang} directory={directory} again={sent} told={told} onTold={setTold} />
      )}
      {sent && (
        <DataTable
          caption={words.title}
          captionHidden
          columns={columns(lang)}
          rows={rowsOf(lang, places, shares)}
          rowKey={({ key }) => key}
          dense
        />
      )}
      {sent && mayInvite && (
        <Form method="post" onSubmit={() => setTold('')}>
          <p className="govuk-body">{words.endText}</p>
          <Button name="act" value="endRehearsal" variant="secondary" disabled={busy}>
            {words.end}
          </Button>
        </Form>
      )}
    </section>
  );
}

function rowsOf(lang: Lang, places: Rehearsal['places'], shares: Rehearsal['shares']): Row[] {
  const words = rehearsalWords[lang];
  return [
    ...places.map(({ unitId, names, standIn, noWay, sentOn, holders }) => {
      const state = sentOn ? words.sentOn(formatDate(sentOn, lang)) : noWay ? words.noWay : words.notSent;
      const by = standIn && !noWay ? words.standIn(textIn(standIn, lang)) : '';
      return {
        key: unitId,
        name: textIn(names, lang),
        state: by === '' ? state : words.both(state, by),
        holders,
        sent: sentOn !== null,
      };
    }),
    ...shares.map(({ names, holders }) => {
      const name = words.sharesOf(textIn(names, lang));
      return { key: name, name, state: '', holders, sent: true };
    }),
  ];
}

function columns(lang: Lang): Column<Row>[] {
  const words = rehearsalWords[lang];
  return [
    { key: 'unit', title: words.unit, head: true, cell: (row) => row.name },
    { key: 'state', title: words.state, cell: (row) => row.state },
    {
      key: 'opened',
      title: words.opened,
      cell: ({ holders, sent }) =>
        holders.length === 0 ? (
          sent && words.nobody
        ) : (
          <div data-holders>
            {holders.map(({ name, seenOn }) => (
              <div key={name}>{seenOn ? words.seen(name, formatDate(seenOn, lang)) : words.waiting(name)}</div>
            ))}
          </div>
        ),
    },
  ];
}
