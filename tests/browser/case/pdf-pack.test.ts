import { expect, test } from 'vitest';
import { fromPack, makePack } from '~/browser/case/pdf-pack';

const bytes = (text: string) => new TextEncoder().encode(text);
const pack = new Blob([
  makePack([
    { name: 'cmaps/一.bcmap', bytes: bytes('one') },
    { name: 'empty', bytes: new Uint8Array() },
    { name: 'wasm/two.wasm', bytes: bytes('second') },
  ]),
]);

test('each file of a pack comes out as it went in', async () => {
  expect(await fromPack(pack, 'cmaps/一.bcmap')).toEqual(bytes('one'));
  expect(await fromPack(pack, 'empty')).toEqual(new Uint8Array());
  expect(await fromPack(pack, 'wasm/two.wasm')).toEqual(bytes('second'));
});

test('what is not in the pack is an error, whatever it is called', async () => {
  for (const name of ['wasm/three.wasm', '../x', '__proto__', 'constructor', '']) {
    await expect(fromPack(pack, name)).rejects.toThrow('not in the pack');
  }
});
