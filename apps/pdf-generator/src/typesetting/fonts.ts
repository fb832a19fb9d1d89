import { createRequire } from 'node:module';

/**
 * The fonts of the documents, in the order in which a page looks for a character. All are under the SIL
 * Open Font License 1.1 and come from npm, so that every machine has the same files: none is taken from the system.
 */
export const families = [
  {
    family: 'Source Sans 3',
    covers: 'Latin, Greek, Cyrillic, Vietnamese',
    files: [
      'source-sans-3/400Regular/SourceSans3_400Regular.ttf',
      'source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
    ],
  },
  {
    family: 'Source Serif 4',
    covers: 'headings',
    files: ['source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'],
  },
  {
    family: 'Noto Sans',
    covers: 'the rest of Latin, Greek and Cyrillic; Devanagari; currency signs',
    files: [
      'noto-sans/400Regular/NotoSans_400Regular.ttf',
      'noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
    ],
  },
  {
    family: 'Noto Sans Arabic',
    covers: 'Arabic, Persian, Urdu',
    files: [
      'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
      'noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
    ],
  },
  {
    family: 'Noto Sans Hebrew',
    covers: 'Hebrew',
    files: [
      'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
      'noto-sans-hebrew/600SemiBold/NotoSansHebrew_600SemiBold.ttf',
    ],
  },
  {
    family: 'Noto Sans SC',
    covers: 'Han in its simplified forms, kana',
    files: [
      'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
      'noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf',
    ],
  },
  {
    family: 'NanumGothic',
    covers: 'Hangul',
    files: [
      'nanum-gothic/400Regular/NanumGothic_400Regular.ttf',
      'nanum-gothic/700Bold/NanumGothic_700Bold.ttf',
    ],
  },
  {
    family: 'Noto Emoji',
    covers: 'emoji, in one colour',
    files: [
      'noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
      'noto-emoji/700Bold/NotoEmoji_700Bold.ttf',
    ],
  },
] as const;

const { resolve } = createRequire(import.meta.url);

/** Paths of all font files. */
export const fontFiles = (): string[] =>
  families.flatMap(({ files }) => files.map((file) => resolve(`@expo-google-fonts/${file}`)));
