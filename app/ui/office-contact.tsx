import type { UnitContacts } from '~/domain/county/unit-tree';
import { type Localized, textIn } from '~/domain/localized';
import { followWords } from '~/words/follow/follow';
import type { Lang } from '~/words/language';
import { Phone } from './county/board-page';
import { useCommon } from './language';
import { SummaryList } from './summary-list';

type Props = {
  lang: Lang;
  names: Localized;
  contacts: UnitContacts | null;
  mail?: string | null;
  /** The county's hotline, for an office of its own that has no number. */
  hotline?: string;
};

/** An office as people reach it, as guardians signed it. */
export function OfficeContact({ lang, names, contacts, mail, hotline }: Props) {
  const words = followWords[lang].page;
  const common = useCommon();
  const phone = contacts?.phone ?? hotline;
  return (
    <SummaryList
      rows={[
        { key: common.office, value: textIn(names, lang) },
        ...(phone ? [{ key: words.phone, value: <Phone number={phone} /> }] : []),
        ...(mail ? [{ key: common.mail, value: mail }] : []),
        ...(contacts?.address ? [{ key: words.unitAddress, value: textIn(contacts.address, lang) }] : []),
        ...(contacts?.hours ? [{ key: words.unitHours, value: textIn(contacts.hours, lang) }] : []),
      ]}
    />
  );
}
