import type { RetentionPolicy } from '~/domain/county/policy';
import { BulletList } from '~/ui/bullet-list';
import { DataTable } from '~/ui/data-table';
import { SiteLanguage } from '~/ui/site-language';
import { Tag } from '~/ui/tag';
import { type Lang, labelled } from '~/words/language';
import { privacyWords } from '~/words/publication/privacy';

const ENDS = ['closed', 'notAccepted', 'withdrawn'] as const;

type Terms = Pick<RetentionPolicy, 'ends' | 'payeeDays' | 'legalBasis' | 'checkedBy'> & {
  /** Whether the county has entered terms of its own. */
  own: boolean;
};

/** How long things are kept, by the rule in force today. */
export function KeptFor({ lang, terms }: { lang: Lang; terms: Terms }) {
  const words = privacyWords[lang];
  return (
    <>
      <DataTable
        caption={words.keepTitle}
        columns={[
          { key: 'end', title: words.end, head: true, cell: (end) => words.ends[end] },
          { key: 'identity', title: words.identity, cell: (end) => words.days(terms.ends[end].identityDays) },
          { key: 'content', title: words.content, cell: (end) => words.days(terms.ends[end].contentDays) },
        ]}
        rows={ENDS}
        rowKey={(end) => end}
      />
      <p className="govuk-body">{words.keep}</p>
      <BulletList items={[words.payee(words.days(terms.payeeDays)), words.unsent, words.stays, words.backups]} />
      <p className="govuk-body">
        {labelled(words.basis, lang)}
        <SiteLanguage>{terms.legalBasis}</SiteLanguage>{' '}
        {terms.own && (
          <Tag tone={terms.checkedBy ? 'good' : 'attention'}>
            {terms.checkedBy ? words.checked(terms.checkedBy) : words.notChecked}
          </Tag>
        )}
      </p>
      {!terms.own && <p className="govuk-body">{words.defaultRule}</p>}
    </>
  );
}
