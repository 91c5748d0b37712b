import { useState } from 'react';

type Props = {
  /** As the page was loaded (domain/shown-entry.ts); what is loaded later, beside fields that stay as typed, does not count. */
  loaded: string;
  /** As a refusal told it to whoever posts next. */
  told?: unknown;
};

/** What its form was filled from, so that saving it writes over nothing that its reader has not seen. */
export function ShownField({ loaded, told }: Props) {
  const [shown, setShown] = useState(loaded);
  if (typeof told === 'string' && told !== shown) setShown(told);
  return <input type="hidden" name="shown" value={shown} />;
}
