import type { Mapping } from './mapping.ts';

/** Chinese reviews of hotels, books and goods: the words alone decide what is a complaint. */
export const chineseReviews: Mapping = {
  file: 'reviews-zh.csv',
  rows: 200,
  map: (row, index, now) => [
    {
      id: `zh-${index}`,
      customer: `reviewer-${index}`,
      method: 'review',
      touchpoint: 'online-reviews',
      channel: 'web',
      text: row.text ?? '',
      occurredAt: now.toISOString(),
    },
  ],
};
