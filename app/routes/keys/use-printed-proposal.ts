import { useFetcher } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { proposePrinted } from '~/browser/keys/directory-workspace';
import { withStampField } from '~/browser/keys/stamp-workspace';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { SignedRouting } from '~/envelope/keys/routing-statement';
import type { directoryAction } from '~/web/keys/directory-acts.server';
import { refusedText } from '~/words/follow/access';
import { keysWords } from '~/words/keys/keys';
import type { Lang } from '~/words/language';

/** What a guardian signs the next list with. */
export type Signing = {
  lang: Lang;
  today: string;
  directory: SignedDirectory;
  publicKey: string;
  seed: string;
  grant: { unitKeyId: string; wrapped: string };
  routing: SignedRouting | null;
};

type Printed = Parameters<typeof proposePrinted>[1];

/**
 * Proposes the list in force with another printed key, once what was typed from its paper is right. `read` gives the
 * key, or says what is wrong with what was typed.
 */
export function usePrintedProposal(
  { lang, directory, publicKey, seed, grant, today, routing }: Signing,
  key: string,
  read: (typed: FormData) => Printed | string,
) {
  const fetcher = useFetcher<typeof directoryAction>({ key });
  const [problem, setProblem] = useState<string | undefined>();
  const [working, setWorking] = useState(false);

  async function propose(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const printed = read(new FormData(event.currentTarget));
    if (typeof printed === 'string') return setProblem(printed);
    setProblem(undefined);
    setWorking(true);
    try {
      const made = await proposePrinted({ seed, grant, publicKey, before: directory, today, routing }, printed);
      fetcher.submit(
        { act: 'propose', ...withStampField(made) },
        { method: 'post', action: `/${lang}/staff/directory` },
      );
    } catch {
      setProblem(keysWords[lang].failed);
    }
    setWorking(false);
  }

  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const message = answer && 'refused' in answer ? refusedText(answer.refused, lang) : problem;
  return { propose, message, busy: working || fetcher.state !== 'idle' };
}
