//! The acts: what a sentence can do.

/// What a sentence does. One sentence can do several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Act {
    /// Greets somebody.
    Greeting,
    /// Small talk that could stand anywhere.
    Pleasantry,
    /// Says who the writer is.
    Introduction,
    /// Recognises something about the reader, their work or the group.
    Acknowledgement,
    /// Praises in words that fit anybody.
    GenericPraise,
    /// Invites the reader to say something about themselves.
    Question,
    /// Gives something with no strings.
    Value,
    /// Advertises what is the writer's own.
    Promotion,
    /// Asks the reader to do something for the writer's benefit.
    Ask,
    /// Asks whether something would be alright.
    PermissionRequest,
    /// Invites people over to the writer's own group.
    Poaching,
    /// Acts as if a yes had been given.
    PresumedPermission,
    /// Hurries the reader.
    Pressure,
    /// Promises too much.
    Overclaim,
    /// Speaks ill of a competitor.
    Disparagement,
    /// Takes a refusal or a silence personally.
    GuiltTrip,
    /// Goes on after a no.
    Persistence,
    /// Tells of a no, or accepts one.
    Refusal,
    /// Chases an answer.
    Nagging,
    /// Thanks for what nobody agreed to.
    PresumptuousThanks,
    /// Thanks for what was done.
    Thanks,
    /// Takes leave.
    SignOff,
}

impl Act {
    /// Number of acts.
    pub const COUNT: usize = Self::ALL.len();

    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 22] = [
        Self::Greeting,
        Self::Pleasantry,
        Self::Introduction,
        Self::Acknowledgement,
        Self::GenericPraise,
        Self::Question,
        Self::Value,
        Self::Promotion,
        Self::Ask,
        Self::PermissionRequest,
        Self::Poaching,
        Self::PresumedPermission,
        Self::Pressure,
        Self::Overclaim,
        Self::Disparagement,
        Self::GuiltTrip,
        Self::Persistence,
        Self::Refusal,
        Self::Nagging,
        Self::PresumptuousThanks,
        Self::Thanks,
        Self::SignOff,
    ];

    /// The name that people see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Pleasantry => "pleasantry",
            Self::Introduction => "introduction",
            Self::Acknowledgement => "acknowledgement",
            Self::GenericPraise => "generic-praise",
            Self::Question => "question",
            Self::Value => "value",
            Self::Promotion => "promotion",
            Self::Ask => "ask",
            Self::PermissionRequest => "permission-request",
            Self::Poaching => "poaching",
            Self::PresumedPermission => "presumed-permission",
            Self::Pressure => "pressure",
            Self::Overclaim => "overclaim",
            Self::Disparagement => "disparagement",
            Self::GuiltTrip => "guilt-trip",
            Self::Persistence => "persistence",
            Self::Refusal => "refusal",
            Self::Nagging => "nagging",
            Self::PresumptuousThanks => "presumptuous-thanks",
            Self::Thanks => "thanks",
            Self::SignOff => "sign-off",
        }
    }

    /// The act of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// A set of acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ActSet(u32);

impl ActSet {
    /// Nothing at all.
    pub const EMPTY: Self = Self(0);

    /// The set of these.
    #[must_use]
    pub fn of(acts: &[Act]) -> Self {
        acts.iter().copied().collect()
    }

    /// Whether `act` is among them.
    #[must_use]
    pub const fn has(self, act: Act) -> bool {
        self.0 & (1 << act as u8) != 0
    }

    /// Whether the two share an act.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Puts `act` in.
    pub const fn insert(&mut self, act: Act) {
        self.0 |= 1 << act as u8;
    }

    /// Takes `act` out.
    pub const fn remove(&mut self, act: Act) {
        self.0 &= !(1 << act as u8);
    }

    /// Those of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in the set, in the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = Act> {
        Act::ALL.into_iter().filter(move |act| self.has(*act))
    }
}

/// Their names, in the order of `Act::ALL`, with commas between.
impl std::fmt::Display for ActSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = Act::ALL.into_iter().filter(|act| self.has(*act)).map(Act::name).collect();
        f.write_str(&names.join(", "))
    }
}

impl FromIterator<Act> for ActSet {
    fn from_iter<I: IntoIterator<Item = Act>>(acts: I) -> Self {
        let mut set = Self::EMPTY;
        acts.into_iter().for_each(|act| set.insert(act));
        set
    }
}
