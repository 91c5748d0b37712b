import { oversightFile } from './oversight-file';

export const loader = oversightFile('xlsx');
