import { destinationOf, type County as Known } from '~/browser/report/report-route';
import { newSession, sealForPost } from '~/browser/report/report-sealing';
import { readAnswer } from '~/contract/answers/answer';
import { reportingKeys } from '~/contract/answers/report';
import { encodeReport } from '~/contract/posted/report';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { directoryFingerprint, openDirectory } from '~/envelope/keys/directory';
import { openRouting } from '~/envelope/keys/routing-statement';
import { openRegister } from '~/envelope/keys/town-register';
import { reportDraft } from '../../services/report-drafts';

/** A report of a thousand characters, sealed by the island's own code for the county that the site shows. */
export async function postedExample(address: string): Promise<Uint8Array> {
  const county = await shownCounty(address);
  const draft = reportDraft({ description: '消防通道被货物堵住已经三个星期了。'.repeat(60).slice(0, 1000) });
  const fingerprint = directoryFingerprint(county.given.directory.publicKey);
  const destination = await destinationOf(draft, county, { keys: '', registers: '', fingerprint, boardArea: null });
  const receipt = { lookupHash: '0'.repeat(64), reporter: await newKeyPair() };
  return encodeReport(
    await sealForPost({ session: await newSession(), draft, county, destination, receipt, files: [] }),
  );
}

async function shownCounty(address: string): Promise<Known> {
  const given = readAnswer(reportingKeys, await (await fetch(`${address}/zh/report/keys.json`)).json());
  const directory = openDirectory(given.directory);
  const routing = openRouting(given.routing, directory);
  const register = async (area: string) => {
    const named = routing.registers.find((one) => one.area === area);
    if (named === undefined) return null;
    return openRegister(await (await fetch(`${address}/zh/report/registers/${named.hash}`)).text(), area, routing);
  };
  return { given, directory, routing, register, salt: fromBase64(given.salt) };
}
