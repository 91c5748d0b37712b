import { department } from './story/department';
import { penalty } from './story/penalty';
import { begin } from './story/plot';
import { publication } from './story/publication';
import { remains } from './story/remains';
import { reporting } from './story/reporting';
import { reward } from './story/reward';

// One report goes its whole way, through all roles and with real clicks.
begin();
reporting();
department();
penalty();
reward();
publication();
remains();
