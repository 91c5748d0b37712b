import { useContext, useState } from 'react';
import { KeptShown } from './kept-shown';

type Props = {
  /**
   * As the page was loaded (domain/shown-entry.ts); what is loaded later, beside fields that stay as typed, does not
   * count.
   */
  loaded: string;
  /** The value that a refusal reported, for the next post. */
  told?: unknown;
};

/** What its form was filled from, so that saving it overwrites nothing that its reader has not seen. */
export function ShownField({ loaded, told }: Props) {
  const kept = useContext(KeptShown);
  const [first] = useState(loaded);
  const [since, setSince] = useState<string | null>(null);
  if (typeof told === 'string' && told !== since) setSince(told);
  return <input type="hidden" name="shown" value={since ?? kept ?? first} />;
}
