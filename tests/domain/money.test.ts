import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFen, parseYuan, plainYuan } from '~/domain/money';

const someFen = fc.bigInt({ min: 0n, max: 99_999_999_999_999n });

describe('yuan as typed', () => {
  it('reads what people type', () => {
    expect(parseYuan('20000')).toBe(2_000_000n);
    expect(parseYuan('20,000.5')).toBe(2_000_050n);
    expect(parseYuan(' ￥２００００元 ')).toBe(2_000_000n);
    expect(parseYuan('0.07')).toBe(7n);
    expect(parseYuan('1，000')).toBe(100_000n);
  });

  it.each(['', 'abc', '-1', '1.234', '1e5', '1,00', '1..2', '0x10', '1234567890123'])('refuses %j', (text) => {
    expect(parseYuan(text)).toBeNull();
  });

  it('comes back whole from every way of writing', () => {
    fc.assert(
      fc.property(someFen, (fen) => {
        expect(parseYuan(plainYuan(fen))).toBe(fen);
        expect(parseFen(String(fen))).toBe(fen);
      }),
    );
  });
});
