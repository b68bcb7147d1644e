import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashtagsOf } from './hashtags.ts';

describe('the hashtags of a caption', () => {
  test.each<[string, string[]]>([
    ['Bread #Baking #baking, #sourdough!', ['baking', 'sourdough']],
    ['#brot#kuchen', ['brot', 'kuchen']],
    ['#größe #ÉCOLE #naïve', ['größe', 'école', 'naïve']],
    ['#パン作り ＃料理 #한국어', ['パン作り', '料理', '한국어']],
    ['#हिन्दी #العربية #می‌خواهم', ['हिन्दी', 'العربية', 'می‌خواهم']],
    ['#ｆｕｌｌ #full', ['full']],
    ['#cafe\u0301 #café', ['café']],
    ['#snake_case #2026goals #7', ['snake_case', '2026goals']],
    ['#1 # #! ## &#39; https://a.example/#part #end', ['end']],
    ['#bread🍞 #𝒇𝒂𝒏𝒄𝒚', ['bread', 'fancy']],
    ['no tags', []],
    [`#${'a'.repeat(101)}`, []],
  ])('%j has %j', (caption, tags) => {
    expect(hashtagsOf(caption)).toEqual(tags);
  });

  test('of no caption are none', () => {
    expect(hashtagsOf(null)).toEqual([]);
  });

  test('are the same when they are written again, whatever the caption', async () => {
    await assert(
      property(string({ unit: 'grapheme', maxLength: 200 }), (caption) => {
        const tags = hashtagsOf(caption);
        expect(new Set(tags).size).toBe(tags.length);
        expect(hashtagsOf(tags.map((one) => `#${one}`).join(' '))).toEqual(tags);
      }),
    );
  });
});
