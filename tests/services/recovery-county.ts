import { listInForce } from './in-force';
import { playedContext } from './played-context';

export const { ctx, county } = await playedContext();

export const guardians = [county.of('guardians.1'), county.of('guardians.2')];

export const inForce = () => listInForce(ctx);
