import { assessmentFile } from './assessment-file';

export const loader = assessmentFile('xlsx');
