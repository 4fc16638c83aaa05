import { type Lexicon, parseTerms } from './lexicon.ts';

/** English as it ships. Regular endings (-s, -es, -ed, -ing) and letter case match by themselves. */
export const englishLexicon: Lexicon = {
  certain: parseTerms(`
    complaint, complain, formal complaint, file a complaint, lodge a complaint
    refund!, full refund!, refund me!, money back!, want my money back!, reimburse!, reimbursement!
    compensation!, compensate!, chargeback!, charge back!
    unacceptable, outrageous, disgraceful, appalling, atrocious, scandalous, inexcusable
    scam, scammer, scammed, fraud!, fraudulent!, fraudulently!, ripoff, rip off, ripped off, rip-off, swindle, con artist
    stole my, stole from, stolen, theft!, identity theft!, embezzle, extort, extortion, deceptive, deceive, deceptively
    lied, lied to, liar, dishonest, unethical, predatory, bait and switch, false advertising, misrepresent
    harass, harassment, harassing, threaten, abusive, discriminate, discrimination
    my lawyer!, a lawyer!, my attorney!, an attorney!, attorney general!, lawsuit!, legal action!, sue, got sued, being sued, was sued, sued me, suing, small claims!, take you to court!, illegal, illegally, violation, violate
    ombudsman!, regulator!, consumer protection!, better business bureau!, bbb!, trading standards!
    never again, never buy again, never come back, never coming back, never going back, not coming back, never return, never shop here again
    never use again, never use them again, never do business, business elsewhere, business somewhere else, zero stars, 0 stars, not be ordering again, never order again, last time i, will not be back, won't be back, wont be back, won't be going back
    worst service, worst experience, worst customer service, worst company, worst place, worst meal, worst food, worst ever
    terrible service, horrible service, awful service, poor service, bad service, terrible customer service, poor customer service, horrible customer service
    terrible experience, horrible experience, awful experience, bad experience
    nobody answered, nobody answers, no one answered, nobody called back, no one called back, never called back, never called me back
    never replied, never responded, no response!, no reply!, refuse to help, refused to help, refuse to, ignored me, keep ignoring, hung up on me
    overcharged, overcharge, double charged, charged twice, wrongly charged, unauthorized!, unauthorised!, without my consent!, without my permission!, without my knowledge!
    not received my, never received my, never received, did not receive, didn't receive, never arrived, never delivered, still waiting for, still have not received, still haven't received
    not my debt, do not owe, don't owe, not owe, does not belong to me, not mine, never opened
    incorrect information, inaccurate information, inaccurate, erroneous, in error
    dispute, disputing, demand, negligence, negligent, incompetent, incompetence
    does not work, doesn't work, did not work, stopped working, not working, still not working, still broken, broke down, fell apart
    rude, rudely, disrespect, disrespected, insulted, insulting, unprofessional, mistreated, treated badly
    ruined, food poisoning!, made me sick!, got sick!, injured!, hazard, dangerous, unsafe`),
  suspected: parseTerms(`
    bad, worse, worst, terrible, horrible, awful, poor, poorly, pathetic, disgusting, disgust, gross, nasty, ridiculous, joke
    disappoint, disappointed, disappointing, disappointment, dissatisfied, unsatisfied, unhappy, unsatisfactory, not satisfied, not happy, let down
    frustrated, frustrating, frustration, upset, angry, furious, annoyed, annoying, fed up, sick of, stress, stressful
    problem, issue, trouble, fault, faulty, defect, defective, broken, damaged, leak, leaking, crack, missing, wrong, mistake, error
    late, delay, delayed, slow, waited, waiting, kept waiting, wait an hour, waited an hour, took forever, took ages, for hours, for weeks, for months, over an hour, several months, several weeks, misled, mislead, lawyer, attorney
    dirty, filthy, stain, smelly, stale, cold food, overcooked, undercooked, burnt, hair in, mold, mould, bland, blandest, tasteless, undrinkable, not fresh, dry meat, flavorless, soggy, greasy
    ignored, ignore, unhelpful, useless, waste, waste of money, waste of time, wasted, regret, avoid, stay away, overpriced, over priced, expensive
    not worth, not good, not great, not recommend, would not recommend, cannot recommend, can't recommend, don't recommend, do not recommend, wouldn't recommend
    cancel, cancelled, canceled, closed my account, switch to another, return it, returning it, sent back, send it back, going back
    denied, deny, declined, reject, charged me, charged, fee, penalty, late fee, garnish, foreclose, foreclosure, repossess, collection agency, debt collector, collections, charge off, charged off
    investigate, resolve this, fix this, correct this, please help, remove, removed, escalate, supervisor, not respond, did not respond, no explanation, no answer!
    suck, sucks, lousy, inedible, overrated, over rated, did not like, didn't like, don't like, never brought, false, did not get, didn't get, never got, not honored, not honoured, unable to, unresolved, failed, fail, failure, lack, lacking, shame, ashamed, insult, inconsistent, mediocre, underwhelming, unfortunately
    not fit, did not fit, cheap looking, flimsy, itchy, scratchy, see through, unflattering, shrunk, tear, torn, ripped, hole, thin material, poor quality, low quality, bad quality, terrible quality`),
  harmless: parseTerms(`
    no complaints, no complaint, cannot complain, can't complain, nothing to complain about, without complaint, zero complaints, my only complaint, only complaint
    no problem, no problems, no problem at all, no issue, no issues, without any problem, without a problem, problem solved, problem was solved, trouble free
    not bad, not bad at all, not too bad, too bad, cannot go wrong, can't go wrong, cant go wrong, can not go wrong, hole in the wall, what's wrong, of the week, days a week, couldn't be happier, could not be happier, not disappoint, never disappoints, won't be disappointed, will not be disappointed, wasn't disappointed, not be disappointed
    refund policy, how do i get a refund, easy refund, quick refund, happy hours, business hours, opening hours, working hours, open late, late night, late lunch, late dinner, worth the wait, no waiting, no wait
    waiting staff, wait staff, wait to wear, can't wait, cannot wait, well worth, ridiculously good, sick good, insanely good, to die for, without error, bad boy, not expensive, ripped jeans, holes in the jeans, tear up, no hassle, wasn't too late, gross income, worse for wear, joke around`),
  negations: parseTerms(
    `not, no, never, without, nothing, hardly, barely, neither, nor, none, n't, cannot, isnt, wasnt, dont, didnt, doesnt`,
  ),
};
