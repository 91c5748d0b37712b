import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findIn, formsOf, newMarker } from '../faults/marker-search';

test('a text is found in each of its forms, wherever it lies, and not where a byte of it is another', () => {
  const before = fc.uint8Array({ maxLength: 40 });
  const text = fc.oneof(fc.constant(null).map(newMarker), fc.stringMatching(/^[0-9]{4,20}$/));
  fc.assert(
    fc.property(text, before, before, fc.nat(100), fc.nat(7), (marker, head, tail, which, skipped) => {
      const forms = formsOf(marker).filter(({ bytes }) => bytes.length > 3);
      const { form, bytes } = forms[which % forms.length] as (typeof forms)[number];
      const whole = Buffer.concat([Buffer.alloc(skipped), head, bytes, tail]).subarray(skipped);
      expect(findIn('here', whole, { marker })).toContainEqual({ marker: 'marker', form, where: 'here' });
      const spoilt = Buffer.concat([head, bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 0x80 : byte))]);
      expect(findIn('here', Buffer.from(spoilt), { marker }).map((found) => found.form)).not.toContain(form);
    }),
  );
});
