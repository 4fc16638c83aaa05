/** IPv4 addresses that no webhook may reach, one or more of every special block (RFC 6890 and what is like it). */
const v4 = [
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.1.2.3'],
  ...[
    '127.255.255.254',
    '169.254.0.1',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
  ],
  ...['192.0.0.170', '192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1', '192.168.0.1', '192.168.255.255'],
  ...['192.175.48.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255'],
  ...['240.0.0.1', '255.255.255.254', '255.255.255.255'],
];

const v6 = [
  ...['::', '::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001', '::2', '::7f00:1', '::a00:1'],
  ...[
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'feff::1',
    'fc00::1',
    'fd00::1',
    'fd00:ec2::254',
    'fdff:ffff::1',
  ],
  ...['ff00::1', 'ff02::1', 'ff05::2', 'ff0e::1', '100::1', '100:0:0:1::1', '2001::1', '2001:0:7f00:1::', '2001:2::1'],
  ...['2001:3::1', '2001:4:112::1', '2001:10::1', '2001:20::1', '2001:30::1', '2001:db8::1', '2001:1ff::1', '2002::1'],
  ...['2002:7f00:1::', '2002:a00:1::1', '2002:c0a8:1::1', '2002:a9fe:a9fe::', '2620:4f:8000::1', '3fff::1', '5f00::1'],
  ...[
    '64:ff9b::7f00:1',
    '64:ff9b::a00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '64:ff9b:1:7f00::1',
    '4000::1',
    '8000::1',
  ],
  ...[
    '::ffff:0:127.0.0.1',
    '::ffff:0:7f00:1',
    '::ffff:7f00:1',
    '::ffff:a9fe:a9fe',
    '::FFFF:127.0.0.1',
    '1::1',
    'e000::1',
  ],
];

const mapped = v4.flatMap((address) => [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`]);

/** Texts that are no address at all must not get through either. */
const nonsense = [
  '',
  ' ',
  'localhost',
  '127.0.0.1 ',
  '127.0.0.1:80',
  '1.2.3.4.5',
  '999.1.1.1',
  '[::1]',
  'fe80::%',
  ':::',
];

export const privateAddresses: readonly string[] = [...v4, ...v6, ...mapped, ...nonsense];

const spellings = (address: string): string[] => {
  const parts = address.split('.').map(Number) as [number, number, number, number];
  const [a, b, c, d] = parts;
  const whole = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const hex = (n: number) => `0x${n.toString(16)}`;
  const octal = (n: number) => `0${n.toString(8)}`;
  return [
    ...[address, `${address}.`, String(whole), hex(whole), octal(whole), hex(whole).toUpperCase()],
    ...[parts.map(hex).join('.'), parts.map(octal).join('.'), `${hex(a)}.${b}.${octal(c)}.${d}`],
    ...[`${a}.${b}.${c * 256 + d}`, `${a}.${b * 65536 + c * 256 + d}`, `${hex(a)}.${octal(b * 65536 + c * 256 + d)}`],
    ...[parts.map((part) => `000${part.toString(8)}`).join('.'), encodeURIComponent(address).replaceAll('1', '%31')],
    ...[
      `[::ffff:${address}]`,
      `[::${address}]`,
      `[0:0:0:0:0:ffff:${hex(a * 256 + b).slice(2)}:${hex(c * 256 + d).slice(2)}]`,
    ],
    ...[`[64:ff9b::${address}]`, `[2002:${hex(a * 256 + b).slice(2)}:${hex(c * 256 + d).slice(2)}::]`],
    address.replaceAll('.', '。'),
    address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replaceAll('1', '①'),
  ];
};

/** Hosts as they may stand in a URL: decimal, octal, hex, short, full-width, percent-encoded, mapped... */
export const privateHosts: readonly string[] = [
  ...['127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.1.1', '172.16.0.1', '100.64.0.1', '0.0.0.0'].flatMap(
    spellings,
  ),
  ...['127.1', '127.0.1', '0', '0x0', '00', '0.0', '[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[fc00::1]'],
  ...['[fd00:ec2::254]', '[ff02::1]', '[2001:db8::1]', '[fec0::1]', '[5f00::1]', '[::ffff:0:7f00:1]', '[100::1]'],
];

export const publicAddresses: readonly string[] = [
  ...['1.1.1.1', '8.8.8.8', '93.184.215.14', '100.63.255.255', '100.128.0.1', '172.15.255.255', '172.32.0.1'],
  ...[
    '192.167.255.255',
    '192.169.0.1',
    '198.17.255.255',
    '198.20.0.1',
    '223.255.255.255',
    '11.0.0.1',
    '126.255.255.255',
  ],
  ...['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888', '2400:cb00::1', '2001:200::1'],
];
