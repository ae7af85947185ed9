//! Permissions as types, so that a handler's signature names what it demands.

use vmj_domain::access::Permission;

/// A permission as a type.
pub trait Demand: 'static {
    /// Which.
    const PERMISSION: Permission;
    /// Its name, as the document shows it.
    const SLUG: &'static str = Self::PERMISSION.slug();
}

macro_rules! demands {
    ($($name:ident),+ $(,)?) => {$(
        #[doc = concat!("Demands [`Permission::", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Demand for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

demands!(
    Public,
    ReadMe,
    WriteMe,
    WriteJobProfiles,
    ReadAccounts,
    WriteAccounts,
    ReadAuditEvents,
    WriteEditions,
    WriteOrganisations,
    WriteSchools,
    ReadAmbassadors,
    WriteAmbassadors,
    DecideAmbassadors,
    ReadStudents,
    WriteStudents,
    DecideStudents,
    ReadAccessibilityNeeds,
    WriteAccessibilityNeeds,
    ReadPairings,
    WritePairings,
    MakePairings,
    ReadMatchingRuns,
    WriteMatchingRuns,
);
