import { expect, test } from 'vitest';
import { readableBody } from './readable-body.ts';

test('a payload is shown in lines, with every digit of a 64-bit id and every text as it came', () => {
  expect(readableBody('{"id":7512345678901234567, "content":"{\\"a\\": [1]}","list":[1,2]}')).toBe(
    [
      '{',
      '  "id": 7512345678901234567,',
      '  "content": "{\\"a\\": [1]}",',
      '  "list": [',
      '    1,',
      '    2',
      '  ]',
      '}',
    ].join('\n'),
  );
});
