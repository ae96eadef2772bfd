"""Names that are also ordinary words, so that ``Will`` is not caught in "the pod will restart".

A part of a name that stands here is caught alone only where it is written and placed like a name. Data of
ours, gathered by asking: which given and family names would a text about hubs contain by chance?
"""

from __future__ import annotations

GIVEN_NAMES = """
ace ada alma amber angel april archer art asher ash ashe august aurora autumn bay bear belle berry beth bill
blaze blue brook brooke brooks buck buddy cade calla candy carol case cash chance charity charm chase cherry
chip christian clay cliff clove cole coral crew crystal dale dash dawn daisy dean dell dolly don dot drew
duke earl eden ember ever eve faith fern flint flora forest frank gale gene ginger glen grace grant grey gray guy gus
happy harmony harp harper haven hazel heath heather heaven holly honey hope hunter iris ivy jack jade jasmine
jasper java jay jet jewel jim joy joule judge julia june juniper kale king kit knox lance lane lark laurel
lexus lily link lotus luna major marigold marina mark marvel mason mat max may melody mercy merit mike miles
min mercury misty monday morgan myrtle nick noble norm nova oak ocean olive opal orion page paige pam pan
pansy pat patience paris patch pearl penny pepper perry petal pierce pike piper pip poppy port prairie
prudence queen quest rain ram ranger raven ray red reed reef regent rex rich rico river rob robin rocky rod
roman rose rosemary rowan royal ruby rudder rue rush rusty sage sailor salt sandy scala scarlet scout sequoia shell sierra
silver sky skye sol sonny sparrow star sterling stone storm sue summer sunny tad tate teal temple terra tex
tiger trace trinity troy tucker tulip union van vale vega vera victor violet walker ward wave west
whisper wilder will willow winter wolf wren young zed zen zip zoom
"""

FAMILY_NAMES = """
abbey alder ambler archer arch armour ball banks bannister bar barb bark barker barn baron barrel bass bates beach
beam bean beard beck bell bench bender best bird bishop black blank blanks block bloom blow board boat bolt bond bone
bones book booker booth borders bowl bowman box brace brain branch brand brave bread bridge bridges bright broad brown buckle
bull burn burns bush butcher butler butter button byte cable cage calendar call camp cannon cape capital
card care carpenter carrier carter carver castle cave chain chamber chambers champion chan chandler channel
chapel chapman charge check chief child church city clark clear clerk clock close cloud coast cobb code coffee coin cold
college colt comb combs conductor contact cook cool cooper copper core corn corner cost cotton counts court
cove cover cox craft crane cross crow crown cruise current curry cutter dam danger dark darling day days deal
dear deep deer dial dick dike dish ditch doll dollar door dove down drake draper driver drum dry duck
duff dunk dust early east easter edge elder english entry fair falls farmer farrow fast feather fell fellows fence
fenner ferry field fields finch fine finger fir fire fish fisher flag flanders flash fleet fleming flower flowers foot force
ford foreman fork forge foster foundation fountain fox france franklin free freed freeman french friend frost fry
fuller furlong gallery gamble game garden garland garner gate gates german gift glass glover gold golden good
goodall goods gore grain grass grave graves gravel green ground grove guest gull gum hail hale hall hand hands hardy hare
harness hash hatch hawk hawks hay head heal heart hedge held helm helper herd hero hill hills hobbs hold holder
hole holiday holland holmes home hood hook hooks horn horner horse hose host house hull hurt hut ice idle ink inman
iron irons island jaw jar jobs joiner jolly judge just kay keen keep keller key keys kid kidd kind kitchen kite kitt knight
knot lacy lake lamb lamp land lands large last latch law laws lawn lead leader leaf leak lee lemon lever light
lilly line lines lion list little livings load loader lock locke long loop lord lots love low luck mace main man mann mane
manning marble march margin marker marks marsh marshal marshall martin mast master masters mast mate may mead
meadow meadows mercer merchant merry mild mill miller mills miner minor mint minter mix mole money monk moon moor moore
moss mount mountain mouse muse music nail nash needle nest newton nice night nightingale norm north norton null
nut oakes offer office orange orchard outlaw owen oyster pace pack packer paine painter pair palm palmer parcel
park parker parks parrot parry parson parsons part partner paste pastor patch paul payne peace peach
peacock peak pearce peel pen pence penn perk perl peer pick pickle picks pie piece pile pine pink pipes pit pitt place plank plant plate
plum plummer poe point pole pond pool poole poor pope porter post potter potts pound pounds powder powell power powers press
price pride priest prime prince print prior privet proctor prophet pryor pump purple quick quill quiet rabbit race
rack rail raines ramp rand range rank raw read reader real reason rector regan reid reign rhodes rice rider ridge
right rights rim ring rings ripple rise roach road roads robin rock rocks roll rolls room rook root roots rope round row
rowe royal ruff rule run rust rye sack saddle sadler sail saint sale sales salmon sand sands savage saver sawyer
sax say scales schema scott screen scribe script scroll seal seam search season seat self sell sellers sender server service
setter settle shade shadow shaft shape share sharp sheet shelf shepherd shield shift shine ship shoe shore short
shot shutter sick side sides signal silk simple singer single sink skill skinner slack slate slice slide small smart
smith smoke snow snyder sole song soon sound south spade spare spark sparks speak spear speed spell spence
spencer spice spike spinner spring springs spurr square squire stable stack staff stage stain stamp stand star stark
start steel step stern steward stewart stiles still stock stocks storey story strange stream street string
strings stringer strong stroud stubbs summers sugar sun surf swan sweet sweeting swift sword table tables tag talent tank
tanner tape target tart task tell teller tempest tent term test thatcher thorn thread tide tile till tiller time
times tinker tipping toll tombs tool tools tooth topping torch tower towers town townsend track tracks trader trail train
trainer travel treat tree trees trick trim trip trout true trust tube tune turn turner twist tyler udall
underhill underwood upton use usher valentine valley value vane vault vice vine virgin visitor wade wager waite wake wales walk
wall walls war ware warden warner warren wash waste watch waters watts way wayne weaver web webb weeks well wells welsh
weston wheel wheeler whip white whitehead wick wide wild willing win wind window winds wine wing winn wise wish
witch wolfe wood woods wool word words work workman world worth wright yard yarn yates york youngs zone
"""

PLACES_AND_TIMES = """
alabama alexandria alma america asia athens austin berlin boston brazil bristol brittany cairo carolina
chad chelsea chester china clayton dakota dallas december delhi denver devon dublin durham egypt england
europe february florence florida frankfurt friday geneva georgia houston india ireland israel italia jackson
january japan jersey jordan july kent kenya kingston lancaster lincoln london lyon madison malaysia memphis
mexico milan milton montana montreal morning munich naples november oakland october odessa ohio
oregon oxford phoenix preston quebec rio rome saturday savannah september sharon sheffield stockholm
sunday sydney texas thursday tokyo toronto tuesday valencia vienna victoria virginia washington wednesday
wellington winchester york zurich
"""

WORDS_OF_THE_TRADE = """
admin ai alpha ampere ansible argo athena atlas avro babel bash bayes beta billing bokeh boost browser
cache cal cassandra celery cern chef cilium circe cli client conda cron curie cython dask delta denver django docker dom dora
echo edison elixir euler erlang fargate fermi fig flask flux fourier galaxy galileo gauss gil git gnu go grafana
group gui guix hadoop harbor haskell hazelcast helix hermes hilbert hopper hub hugo hypothesis igor intel iris istio
janus jenkins julia jupyter kafka kali karpenter kepler kernel keras lab laplace latex lib linkerd linux lua
markdown markov maven maxwell mesos minio monte monitor mongo mpi nano neo neptune ng nimbus nix node
notebook oauth octave odin oracle orion pandas panel pascal perl phoenix pi pod poisson poetry polars pram prometheus proxy
puppet python qt quay r rails ray redis repo rook root ruby salt sam sass scala sentry shiny
slurm socket sol solr spark spawner sphinx spyder stan student support swift tableau tao tau team tensor
terra tesla thanos titan tika tornado travis turing user vega velero vim viper volta voila vulkan xarray yarn zeus zulip
"""

SMALL_WORDS = """
a about after again all also am an and any are as at be been before but by can could did do does done each for from
get got ha had has have he hello her here hi him his how i if in into io is it its just la le let lo ma me
more most my new no nor not now of off oh old on one only or other our out over own per same see she should
si so some such than that the their them then there these they this those to too two un under until up us
very via was we were what when where which while who why with without would yes yet you your
center centre college community company data department foundation group institute lab laboratory national
network office organisation organization program project research school science sciences society state
university work
"""

ORDINARY = frozenset(
    f"{GIVEN_NAMES} {FAMILY_NAMES} {PLACES_AND_TIMES} {WORDS_OF_THE_TRADE} {SMALL_WORDS}".split()
)
SMALL = frozenset(SMALL_WORDS.split())

RESERVED_USERS = frozenset(
    "jovyan root admin administrator user users guest test tester student students ubuntu jupyter hub service "
    "support info contact help helpdesk office mail team noreply postmaster webmaster nobody".split()
)
"""Accounts that belong to everybody: no person is known by them."""
