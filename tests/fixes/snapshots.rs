//! What every fix does, to be read.
