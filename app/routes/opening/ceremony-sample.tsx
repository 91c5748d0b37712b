import { useEffect, useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { openSampleHere, type SampledPayee } from '~/browser/opening/sample-workspace';
import { askStep, postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { type SampleToOpen, sampleToOpen } from '~/contract/answers/ceremony';
import type { CeremonyPage } from '~/services/opening/ceremony-view.server';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { Inset } from '~/ui/inset';
import { Warning } from '~/ui/warning';
import { formatDate, formatMoney, type Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { StepFault } from './ceremony-fault';

type Props = { lang: Lang; page: CeremonyPage; path: string };
type Line = SampleToOpen['payments'][number] & { opened: SampledPayee | undefined };

/** The auditor joins both released shares here and sees payee and amount, only in this page's memory. */
export function CeremonySample({ lang, page, path }: Props) {
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const [lines, setLines] = useState<Line[] | null>(null);
  useEffect(() => {
    if (!unlocked) setLines(null);
  }, [unlocked]);

  const open = () =>
    run(async () => {
      const given = await askStep(path, 'openSample', sampleToOpen);
      const opened = await openSampleHere(page.facts, given, page.today, workspaceFor(page));
      setLines(given.payments.map((one) => ({ ...one, opened: opened.get(one.rewardId) })));
    });

  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="sample" data-sample>
      <h2 className="govuk-heading-m" id="sample">
        {t.payments}
      </h2>
      {!unlocked && <Inset>{t.locked}</Inset>}
      <StepFault fault={fault} lang={lang} />
      {lines === null ? (
        <Button type="button" disabled={!unlocked || busy} onClick={() => void open()}>
          {t.openSample}
        </Button>
      ) : (
        <>
          {lines.some(({ opened }) => opened?.signed === false) && <Warning>{t.sampleUnsigned}</Warning>}
          <DataTable
            caption={t.payments}
            captionHidden
            columns={columnsOf(lang)}
            rows={lines}
            rowKey={(line) => line.rewardId}
          />
          <Button type="button" disabled={busy} onClick={() => void run(() => postStep(path, 'closeSample'))}>
            {t.closeSample}
          </Button>
        </>
      )}
    </section>
  );
}

function columnsOf(lang: Lang): Column<Line>[] {
  const t = ceremonyWords[lang];
  const bank = ({ opened }: Line) => (opened?.plain.method === 'bank' ? opened.plain : null);
  const long = (text: string | null | undefined) => <span className="anshao-table__long">{text}</span>;
  return [
    { key: 'number', title: t.number, head: true, cell: (line) => line.order },
    { key: 'payee', title: t.payee, cell: (line) => long(bank(line)?.holder) },
    {
      key: 'signed',
      title: t.sampleSigned,
      cell: ({ opened }) => (opened ? t.sampleSignedAs[opened.signed ? 'yes' : 'no'] : ''),
    },
    { key: 'account', title: t.account, cell: (line) => long(bank(line)?.account) },
    { key: 'bank', title: t.bank, cell: (line) => long(bank(line)?.bank) },
    {
      key: 'amount',
      title: t.amount,
      numeric: true,
      cell: (line) => formatMoney(BigInt(line.amount), lang, { exact: true }),
    },
    { key: 'paidOn', title: t.paidOn, cell: (line) => (line.paidOn ? formatDate(line.paidOn, lang) : '') },
    { key: 'voucher', title: t.voucher, cell: (line) => long(line.voucher) },
  ];
}
