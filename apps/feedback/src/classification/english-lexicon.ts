import { type Lexicon, parseTerms } from './lexicon.ts';

/** English as it ships. Regular endings (-s, -es, -ed, -ing) and letter case match by themselves. */
export const englishLexicon: Lexicon = {
  certain: parseTerms(`
    complaint, complain, formal complaint, file a complaint, lodge a complaint
    want my money back!
    unacceptable, outrageous, disgraceful, appalling, atrocious, scandalous, inexcusable
    scam, scammer, scammed, ripoff, rip off, ripped off, rip-off, swindle, con artist
    stole my, stole from, embezzle, extort, extortion, deceptive, deceive, deceptively
    lied, lied to, liar, dishonest, unethical, predatory, bait and switch, false advertising, misrepresent
    harass, harassment, harassing, threaten, abusive, discriminate, discrimination
    my lawyer!, my attorney!, sue, got sued, being sued, was sued, sued me, suing, take you to court!, violate
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
    demand, negligence, negligent, incompetent, incompetence
    does not work, doesn't work, did not work, stopped working, not working, still not working, still broken, broke down, fell apart
    rude, rudely, disrespect, disrespected, insulted, insulting, unprofessional, mistreated, treated badly
    ruined, made me sick!, got sick!
    not been refunded, not refunded, never refunded, not got my refund, n't got my refund, never got my refund, never got a refund, not received a refund, n't received my refund, n't received a refund, yet to receive my refund
    was injured, were injured, got injured, been injured, injured my, injured his, injured her, injured by, caused injury, caused an injury, serious injury
    is dangerous, was dangerous, are dangerous, were dangerous, so dangerous, very dangerous, extremely dangerous, is unsafe, was unsafe, are unsafe, felt unsafe, feel unsafe, safety hazard, fire hazard`),
  critical: parseTerms(`
    refund!, full refund!, money back!, reimburse!, reimbursement!, compensation!, compensate!, chargeback!, charge back!
    fraud!, fraudulent!, fraudulently!, stolen!, theft!, identity theft!, dispute!, disputing!
    lawyer!, attorney!, lawsuit!, legal action!, small claims!, illegal!, illegally!, violation!
    ombudsman!, regulator!, attorney general!, consumer protection!, better business bureau!, bbb!, trading standards!
    food poisoning!, injured!, injury!, injuries!, hazard!, dangerous!, unsafe!`),
  suspected: parseTerms(`
    bad, worse, worst, terrible, horrible, awful, poor, poorly, pathetic, disgusting, disgust, gross, nasty, ridiculous, joke
    disappoint, disappointed, disappointing, disappointment, dissatisfied, unsatisfied, unhappy, unsatisfactory, not satisfied, not happy, let down, thanks for nothing
    frustrated, frustrating, frustration, upset, angry, furious, annoyed, annoying, fed up, sick of, stress, stressful
    problem, issue, trouble, fault, faulty, defect, defective, broken, damaged, leak, leaking, crack, missing, wrong, mistake, error
    late, delay, delayed, slow, waited, waiting, kept waiting, wait an hour, waited an hour, took forever, took ages, for hours, for weeks, for months, over an hour, several months, several weeks, misled, mislead
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
    waiting staff, wait staff, wait to wear, can't wait, cannot wait, well worth, ridiculously good, sick good, insanely good, to die for, without error, bad boy, not expensive, ripped jeans, holes in the jeans, tear up, no hassle, wasn't too late, gross income, worse for wear, joke around
    add insult to injury, adding insult to injury, insult to injury, in demand, on demand, high demand, supply and demand, dangerously good, dangerously delicious
    got a refund, got my refund, got a full refund, got my money back, received a refund, received my refund, received a full refund, gave me a refund, gave us a refund, gave me a full refund, gave us a full refund, gave me my money back, offered a refund, offered me a refund, offered us a refund, offered a full refund, was refunded, were refunded, been refunded, refund came, refund arrived, refund went through, refund was quick, refund was fast, refund was easy, refunded quickly, refunded promptly`),
  negations: parseTerms(
    `not, no, never, without, nothing, hardly, barely, neither, nor, none, n't, cannot, isnt, wasnt, dont, didnt, doesnt`,
  ),
  context: parseTerms(
    `want, need, demand, request, require, insist, expect, ask for, asked for, asking for, claim, seek, deserve, entitled, owe, must, immediately, at once, asap, please, give me, pay me, send me, give us, pay us, where is, when will, when do, still, yet, waiting, no, not, never, n't, cannot, refuse, refusal, deny, denied, denial, reject, ignore, contact, contacting, hire, hiring, consult, speak to, talk to, report, reported, file, filing, filed, sue, court, police, hospital, doctor, emergency, threaten, victim, committed, against`,
  ),
  thanks: parseTerms(
    `thanks for, thanks again for, thanks so much for, many thanks for, thank you for, thank you so much for, thank you very much for, thank you all for, thank them for, thankful for, grateful for, appreciate the, appreciate your, appreciated the, appreciated your, appreciate how, kudos for, pleased with, happy with, impressed with, impressed by, delighted with`,
  ),
};
