const cyrillic = 'Иванова'

const html = ['<b>x</b>', '<script>alert(1)</script>', '</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '<!--', ']]>', '&lt;b&gt;', '&amp;', '<a href="javascript:alert(1)">x</a>', '<style>*{display:none}</style>', '<iframe srcdoc="x">', '{{constructor.constructor("alert(1)")()}}', '`${alert(1)}`', '<?xml version="1.0"?>', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '<![CDATA[x]]>', '&e;', '<w:t>x</w:t>']
const formulas = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1', '\r=1+1', '\n=1+1', ' =1+1', '=cmd|\' /C calc\'!A0', '=HYPERLINK("http://x","y")', '＝1+1', '＋1', '－1', '＠A1', '|calc', '%1', '"=1+1"', "'=1+1", '=1;2', '\u0000=1', ';=1+1', '\u200e=1+1', '\u202e=1+1', '\ufeff=1+1', '_x003D_1+1', '=DDE("x";"y";"z")', '+79123456789', '-', '=', '@']
const control = [0, 1, 2, 7, 8, 9, 10, 11, 12, 13, 14, 27, 31, 127, 128, 133, 159].map((code) => `а${String.fromCharCode(code)}б`)
const bidi = ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u200e', '\u200f', '\u061c'].map((sign) => `${cyrillic}${sign}gpj.exe`)
const strange = ['\ud800', '\udc00', 'a\ud83d', '\ufffe', '\uffff', '\u0301\u0301\u0301', 'e\u0301', '👩‍👩‍👧‍👦', '🇷🇺', '👍🏽', '\u200b\u200b', '\u00ad', 'ﷺ', '𝕏', '\u2028', '\u2029', 'İıſß', '\u3000', '零', '\u{10ffff}', '_x000D_', '_x005F_x000D_', '_xABCD_']
const braces = ['{', '}', '{{', '}}', '{{{{}}}}', '{ $name }', '{mentor}', '{#each}', '{/each}', '{%', '%}', '${x}', '#{x}', '%s%n', '\\', '\\u0000', '\\n', '../../../etc/passwd', 'C:\\con', 'a/b', 'a\\b', 'nul', '.', '..', '$where', '__proto__', 'constructor', 'toString', '{"$ne":null}', '[object Object]', 'null', 'undefined', 'NaN', 'true', '-0', '1e309', '0x1', '1/2', '01.02.2031', '(function(){})()', ';', ',', '"', '""', "'", '"; DROP TABLE', '\u2026']

const long = [cyrillic.repeat(4_000), '='.repeat(40_000), '<'.repeat(50_000), '👍'.repeat(20_000), '{'.repeat(100_000), '"'.repeat(30_000)]
const around = (inner: string) => [`${cyrillic} ${inner}`, `${inner} ${cyrillic}`]

/** Some three hundred texts that hurt what trusts its input (S14): markup, formulas, control signs, direction, emoji, braces, length. */
export const hostileStrings: string[] = [...new Set([...html, ...formulas, ...control, ...bidi, ...strange, ...braces, ...[...html, ...formulas, ...strange, ...braces.slice(0, 20)].flatMap(around), ...long])]
