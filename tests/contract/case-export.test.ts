import { Decrypter } from 'age-encryption';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { sealCaseExport } from '~/contract/sealed/case-export';
import { newKeyPair } from '~/envelope/key-pair';

test('what goes up of a case is a ZIP archive that each holder opens with age by itself, and nobody else', async () => {
  const [first, second, other] = [await newKeyPair(), await newKeyPair(), await newKeyPair()];
  const holders = [first, second].map(({ recipient }, at) => ({ post: `${at}`, recipient }));
  const bytes = new Uint8Array([1, 2, 3]);
  const html = '<!doctype html><p>消防通道</p>';
  const sealed = await sealCaseExport({ html, files: [{ name: '1-1-照片.jpg', bytes }] }, { holders });
  const opened = async (identity: string) => {
    const age = new Decrypter();
    age.addIdentity(identity);
    return age.decrypt(sealed);
  };
  for (const { identity } of [first, second]) {
    const entries = unzipSync(await opened(identity));
    expect(new TextDecoder().decode(entries['case.html'])).toBe(html);
    expect(entries['files/1-1-照片.jpg']).toEqual(bytes);
  }
  await expect(opened(other.identity)).rejects.toThrow();
  await expect(sealCaseExport({ html, files: [] }, { holders: [] })).rejects.toMatchObject({ code: 'weakRecipient' });
});
