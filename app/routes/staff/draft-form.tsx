import { type FetcherWithComponents, Form, useActionData, useLocation, useNavigation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { dropDraft } from '~/browser/drafts';
import { useDraft } from '~/browser/use-draft';
import { KeptShown } from '~/ui/kept-shown';
import { useLang } from '~/ui/language';
import { draftWords } from '~/words/staff/draft';

type Props = {
  /** Names page and form, and the entry where there are several: what is kept for one never appears in another. */
  place: string;
  children: ReactNode;
  /** The form's own request, where the page has several. */
  fetcher?: Pick<FetcherWithComponents<unknown>, 'Form' | 'data' | 'state'>;
  /** Tick boxes are answers of this form, not confirmations. */
  ticks?: boolean;
  id?: string;
  noValidate?: boolean;
  'aria-labelledby'?: string;
  [data: `data-${string}`]: string;
};

/**
 * A staff form whose words survive a reload, Back, a lock and a lapsed session, sealed to whoever typed them, until
 * they are accepted. Its mark lets it be posted again after a lost answer and count once.
 */
export function DraftForm({ place, children, fetcher, ticks = false, ...rest }: Props) {
  const words = draftWords[useLang()];
  const mark = useRef<HTMLInputElement>(null);
  const sent = useRef(false);
  const [shown, setShown] = useState<string | null>(null);
  const draft = useDraft(place, {
    ticks,
    more: {
      read: () => ({
        [MARK]: `${mark.current?.value ?? ''}${sent.current ? SENT : ''}`,
        ...shownIn(draft.form.current),
      }),
      put: (kept) => {
        const [value = '', wasSent] = (kept[MARK] ?? '').split(SENT);
        if (mark.current && value !== '') mark.current.value = value;
        sent.current = wasSent !== undefined;
        setShown(kept[SHOWN] ?? null);
      },
    },
  });
  useTaken(fetcher, sent, () => {
    dropDraft(place);
    newMark(mark.current);
    setShown(null);
    draft.form.current?.reset();
  });

  // Only scripts post it. Until then it has no mark, so that server and browser render the same page.
  useEffect(() => newMark(mark.current), []);

  const Post = fetcher?.Form ?? Form;
  return (
    <Post
      method="post"
      {...rest}
      ref={draft.form}
      data-draft={place}
      onInput={() => {
        // Other words are another act.
        if (sent.current) newMark(mark.current);
        sent.current = false;
        draft.onInput();
      }}
      onSubmit={() => {
        sent.current = true;
        draft.keepNow();
      }}
    >
      <p className="govuk-hint anshao-live" role="status" data-draft-back={draft.back || undefined}>
        {draft.waiting ? words.waiting : draft.back && words.back}
      </p>
      <input type="hidden" name="mark" ref={mark} />
      <KeptShown.Provider value={shown}>{children}</KeptShown.Provider>
    </Post>
  );
}

const MARK = '\u0000mark';
const SENT = '!';
const SHOWN = '\u0000shown';

/** What the words were typed over: put back after a reload, they are still compared with that. */
function shownIn(form: HTMLFormElement | null): Record<string, string> {
  const field = form?.elements.namedItem('shown');
  return field instanceof HTMLInputElement ? { [SHOWN]: field.value } : {};
}

function newMark(input: HTMLInputElement | null): void {
  if (input) input.value = crypto.randomUUID();
}

/** Calls back once what was sent was accepted: by an answer that is no refusal, or one that leads to another page. */
function useTaken(fetcher: Props['fetcher'], sent: { current: boolean }, taken: () => void): void {
  const ofPage = useActionData<unknown>();
  const navigation = useNavigation();
  const here = useLocation();
  const answer = fetcher ? fetcher.data : ofPage;
  const { location, formMethod, state } = navigation;
  const led =
    fetcher === undefined &&
    state === 'loading' &&
    formMethod !== undefined &&
    formMethod !== 'GET' &&
    `${location.pathname}${location.search}` !== `${here.pathname}${here.search}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is looked at once
  useEffect(() => {
    if (!sent.current || answer == null) return;
    sent.current = false;
    if (isTaken(answer)) taken();
  }, [answer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the way to another page is looked at once
  useEffect(() => {
    if (!led || !sent.current) return;
    sent.current = false;
    taken();
  }, [led]);
}

/** A refusal, fields that are wrong, and a look at what was typed before it is sent, leave the words where they are. */
function isTaken(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  if ('refused' in answer) return isPostedBefore(answer.refused);
  return !('wrong' in answer) && !('problems' in answer) && !('checked' in answer);
}

/** The same form came before and was done; only its answer was lost. */
const isPostedBefore = (refused: unknown): boolean =>
  typeof refused === 'object' &&
  refused !== null &&
  'data' in refused &&
  typeof refused.data === 'object' &&
  refused.data !== null &&
  'rule' in refused.data &&
  refused.data.rule === 'postedBefore';
