const fitsCell = (row: string) => `
      (p.touchpoints IS NULL OR ${row}.touchpoint = ANY (p.touchpoints))
  AND (p.category IS NULL OR ${row}.category = p.category)
  AND (p.product IS NULL OR ${row}.product = p.product)
  AND (p.location IS NULL OR ${row}.location = p.location)
  AND (p.campaign IS NULL OR ${row}.campaign = p.campaign)`;

/** SQL: whether the complaint `c` belongs to the cell of the problem `p`. Corrected and retracted feedback follow. */
export const complaintFits = `c.counts AND NOT c.history AND ${fitsCell('c')}
  AND NOT EXISTS (SELECT FROM poor_feedback r WHERE r.feedback_id = c.feedback_id AND r.retracted)
  AND (p.factor IS NULL OR EXISTS (
    SELECT FROM poor_feedback f WHERE f.feedback_id = c.feedback_id AND p.factor = ANY (f.factors)))`;

/** The same of the feedback `f`. */
export const feedbackFits = `f.counts AND NOT f.history AND NOT f.retracted AND ${fitsCell('f')}
  AND (p.factor IS NULL OR p.factor = ANY (f.factors))`;
