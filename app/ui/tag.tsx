import type { ReactNode } from 'react';
import { SiteLanguage } from './site-language';

/** neutral: plain state · progress: being worked on · good: done, true · attention: due soon · bad: late, refused. */
export type TagTone = 'neutral' | 'progress' | 'good' | 'attention' | 'bad';

/** A short state in words; the colour only repeats what the words say. */
export function Tag({ tone = 'neutral', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <strong className={`anshao-tag anshao-tag--${tone}`}>
      <SiteLanguage>{children}</SiteLanguage>
    </strong>
  );
}
