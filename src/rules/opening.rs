//! The first thing that a draft says, after the greeting and the small talk.

use crate::{
    acts::{Act, Said},
    draft::{Draft, asks, wants},
};

/// Where it stands among the sentences. A greeting that goes on ("Hi Ann, here is the chart") is counted as said.
pub fn position(draft: &Draft<'_>) -> Option<usize> {
    draft.sentences.iter().position(|said| !is_small_talk(draft, said))
}

/// Whether `said` greets and says no more, or could stand anywhere.
pub fn is_small_talk(draft: &Draft<'_>, said: &Said<'_>) -> bool {
    let goes_on = draft
        .greeting()
        .is_some_and(|(first, greeting)| first.range() == said.range() && greeting.rest < said.sentence.range.end);
    is_pleasantry(draft, said) && (!goes_on || said.does(Act::Pleasantry))
}

/// The pitch with which the draft opens; `without` is read as if it were not there.
pub fn pitch<'d>(draft: &Draft<'d>, without: Option<&Said<'_>>) -> Option<&'d Said<'d>> {
    if draft.is_between_friends() || draft.is_permitted() {
        return None;
    }
    let stays = |said: &&Said<'_>| without.is_none_or(|gone| gone.range() != said.range());
    let mut said = draft.sentences.iter().filter(stays).skip_while(|said| is_small_talk(draft, said));
    let (first, next) = (said.next()?, said.next());
    let pitches = wants(first) || next.is_some_and(|next| is_hook(first, next));
    (pitches && !first.does(Act::Introduction)).then_some(first)
}

/// Whether `said` is a question that nobody is to answer: `next` answers it with what the writer sells.
fn is_hook(said: &Said<'_>, next: &Said<'_>) -> bool {
    const HEARTFELT: [Act; 6] =
        [Act::Acknowledgement, Act::Value, Act::PermissionRequest, Act::Nagging, Act::Refusal, Act::Introduction];
    let sells = next.does(Act::Promotion) && !next.does(Act::Introduction);
    sells && said.text().trim_end().ends_with('?') && !HEARTFELT.iter().any(|act| said.does(*act))
}

/// Greetings, small talk and flattery come before the first thing that is said.
pub fn is_pleasantry(draft: &Draft<'_>, said: &Said<'_>) -> bool {
    let greets_alone =
        draft.greeting().is_some_and(|(first, greeting)| std::ptr::eq(first, said) && greeting.rest >= said.sentence.range.end);
    let small_talk = [Act::Greeting, Act::Pleasantry, Act::GenericPraise].iter().any(|act| said.does(*act));
    let says_more = said.does(Act::Acknowledgement) || said.does(Act::Introduction) || asks(said) || said.does(Act::Promotion);
    greets_alone || (small_talk && !says_more)
}
