"""Which words does the Core Business Vocabulary have, and what is each in full?

Source: GS1 CBV 2.0 and EPCIS 2.0 (standard vocabularies, JSON-LD binding). A document may write
the bare word (shipping), the address (https://ref.gs1.org/cbv/BizStep-shipping) or the older URN
(urn:epcglobal:cbv:bizstep:shipping); the bare word is what is compared.
"""

from __future__ import annotations

from dataclasses import dataclass

CBV = "https://ref.gs1.org/cbv/"
#: GS1's web vocabulary: measurement types, exceptions, certification.
VOC = "https://gs1.org/voc/"
EPCIS = "https://ref.gs1.org/epcis/"
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

#: Prefixes that the context of EPCIS itself brings.
PREFIXES = {
    "cbv": CBV,
    "gs1": VOC,
    "epcis": EPCIS,
    "cbvmda": "urn:epcglobal:cbv:mda:",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}

EVENT_TYPES = (
    "ObjectEvent",
    "AggregationEvent",
    "TransactionEvent",
    "TransformationEvent",
    "AssociationEvent",
)
ACTIONS = frozenset({"ADD", "OBSERVE", "DELETE"})

_BIZ_STEPS = """
accepting arriving assembling collecting commissioning consigning creating_class_instance
cycle_counting decommissioning departing destroying disassembling dispensing encoding
entering_exiting holding inspecting installing killing loading other packing picking receiving
removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting
shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
void_shipping
"""
_DISPOSITIONS = """
active available completeness_inferred completeness_verified conformant container_closed
container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive
mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match
non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned
sellable_accessible sellable_not_accessible stolen unavailable unknown
"""
_TRANSACTIONS = """
bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
"""
_PARTIES = "location owning_party possessing_party"
_REASONS = "did_not_occur incorrect_data"
_MEASUREMENTS = """
AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area
Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate
DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy
Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum
Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential
Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy
MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity
Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature
Time Torque Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber
"""
_EXCEPTIONS = "ALARM_CONDITION ERROR_CONDITION"
_COMPONENTS = """
latitude longitude elevation easting northing x y z axial_ratio tilt_angle spherical_radius
polar_angle azimuth_angle
"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of words. ``stem`` is what stands before a word in its address, ``urn`` in the
    older URN."""

    words: frozenset[str]
    stem: str
    urn: str = ""

    def bare(self, value: str) -> str:
        """The word that a value stands for; a value outside the vocabulary as it is."""
        for start in (self.stem, self.urn, "cbv:" + self.stem.removeprefix(CBV)):
            if start and value.startswith(start):
                return value[len(start) :]
        if self.stem == VOC and value.startswith("gs1:"):
            return value[4:]
        return value

    def full(self, value: str) -> str:
        """The address of a word; a value outside the vocabulary as it is."""
        word = self.bare(value)
        return self.stem + word if word in self.words else value

    def has(self, value: str) -> bool:
        """Whether it is one of the words, in any of its spellings."""
        return self.bare(value) in self.words


def _of(text: str, stem: str, urn: str = "") -> Vocabulary:
    return Vocabulary(frozenset(text.split()), stem, urn)


BIZ_STEPS = _of(_BIZ_STEPS, CBV + "BizStep-", "urn:epcglobal:cbv:bizstep:")
DISPOSITIONS = _of(_DISPOSITIONS, CBV + "Disp-", "urn:epcglobal:cbv:disp:")
TRANSACTIONS = _of(_TRANSACTIONS, CBV + "BTT-", "urn:epcglobal:cbv:btt:")
PARTIES = _of(_PARTIES, CBV + "SDT-", "urn:epcglobal:cbv:sdt:")
REASONS = _of(_REASONS, CBV + "ER-", "urn:epcglobal:cbv:er:")
MEASUREMENTS = _of(_MEASUREMENTS, VOC)
EXCEPTIONS = _of(_EXCEPTIONS, VOC)
COMPONENTS = _of(_COMPONENTS, CBV + "Comp-")
