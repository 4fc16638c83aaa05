import { customers } from '../fill/complaint-rows.ts';
import { midWords, rareWords } from '../fill/fill-searched-complaints.ts';
import type { PreparedRequest } from '../load/request-maker.ts';

/** What people ask all day, and the same as plain SQL, each with values that change from one to the next. */
export interface Question {
  readonly name: string;
  /** The n-th time it is asked, of a service that has `size` complaints. */
  readonly request: (n: number, size: number) => PreparedRequest;
  readonly sql: string;
  readonly values?: (n: number, size: number) => unknown[];
}

const page = 'ORDER BY opened_at DESC, id DESC LIMIT 51';
const from = 'SELECT * FROM complaints.complaints c';
const found = `${from} WHERE c.id IN (SELECT w.complaint_id FROM complaints.text_words w WHERE w.words @@ $1::tsquery) ${page}`;
const list = (query: string) => () => ({ path: `/v1/complaints?limit=50${query}` });
const search = (q: string) => ({ path: `/v1/complaints?limit=50&q=${encodeURIComponent(q)}` });
const teams = ['after-sales', 'customer-care', 'stores'];
const team = (n: number) => teams[n % teams.length] ?? '';
const zh = ['漏水', '钥匙没有人', '回电话', '账单'];
const th = ['กุญแจ', 'รั่ว', 'โทรกลับ'];
const common = ['leak', 'key', 'invoic', 'garag'];

/** The n-th complaint of the bench, spread over all of them. */
export const idOfNth = (n: number): string => `01900005-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const spread = (n: number, size: number) => 1 + ((n * 7_919) % size);

const parts = ['clocks', 'answers', 'escalations', 'links'].map(
  (table) => `(SELECT json_agg(p) FROM complaints.${table} p WHERE p.complaint_id = c.id)`,
);
const detail = `SELECT to_json(c), ${parts.join(', ')} FROM complaints.complaints c WHERE c.id = $1`;
const file = `SELECT to_json(c), ${parts.join(', ')},
  (SELECT json_agg(h) FROM complaints.history h WHERE h.complaint_id = c.id),
  (SELECT json_agg(o) FROM (SELECT * FROM complaints.complaints o WHERE o.customer = c.customer ${page}) o)
  FROM complaints.complaints c WHERE c.id = $1`;

export const questions: readonly Question[] = [
  { name: 'list, newest first', request: list(''), sql: `${from} ${page}` },
  {
    name: 'list, what a team has open',
    request: (n) => list(`&team=${team(n)}&status=received,assigned`)(),
    sql: `${from} WHERE c.team = $1 AND c.status = ANY ('{received,assigned}') ${page}`,
    values: (n) => [team(n)],
  },
  {
    name: 'list, the next deadlines of a team',
    request: (n) => list(`&team=${team(n)}&sort=due`)(),
    sql: `SELECT c.* FROM complaints.clocks k JOIN complaints.complaints c ON c.id = k.complaint_id
           WHERE k.met_at IS NULL AND c.team = $1 ORDER BY k.due_at, k.complaint_id LIMIT 51`,
    values: (n) => [team(n)],
  },
  {
    name: 'list, overdue, the most severe first',
    request: list('&overdue=true&sort=severity'),
    sql: `${from} WHERE c.id IN (SELECT k.complaint_id FROM complaints.clocks k WHERE k.met_at IS NULL AND k.due_at <= now()) ${page}`,
  },
  {
    name: 'list, of a customer',
    request: (n) => list(`&customer=bench-${n % customers}`)(),
    sql: `${from} WHERE c.customer = $1 ${page}`,
    values: (n) => [`bench-${n % customers}`],
  },
  {
    name: 'search, a rare word',
    request: (n) => search(`rare${n % rareWords}`),
    sql: found,
    values: (n) => [`'rare${n % rareWords}'`],
  },
  {
    name: 'search, a word of one in two hundred',
    request: (n) => search(`mid${n % midWords}`),
    sql: found,
    values: (n) => [`'mid${n % midWords}'`],
  },
  {
    name: 'search, two common words of English',
    request: (n) => search(`${common[n % common.length]} nobody`),
    sql: found,
    values: (n) => [`'${common[n % common.length]}' & 'nobodi'`],
  },
  {
    name: 'search, a word that only old complaints have',
    request: () => search('demolitions'),
    sql: found,
    values: () => ["'demolit'"],
  },
  { name: 'search, Chinese', request: (n) => search(zh[n % zh.length] ?? ''), sql: found, values: () => ["'漏水'"] },
  {
    name: 'search, Thai',
    request: (n) => search(th[n % th.length] ?? ''),
    sql: found,
    values: () => ["'โทร' <-> 'ทรก' <-> 'รกล' <-> 'กลั' <-> 'ลับ'"],
  },
  {
    name: 'detail',
    request: (n, size) => ({ path: `/v1/complaints/${idOfNth(spread(n, size))}` }),
    sql: detail,
    values: (n, size) => [idOfNth(spread(n, size))],
  },
  {
    name: 'file',
    request: (n, size) => ({ path: `/v1/complaints/${idOfNth(spread(n, size))}/file` }),
    sql: file,
    values: (n, size) => [idOfNth(spread(n, size))],
  },
];
