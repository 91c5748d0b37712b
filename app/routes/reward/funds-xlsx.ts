import { fundFile } from './fund-file';

export const loader = fundFile('xlsx');
