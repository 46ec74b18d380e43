"""The words by which a name is told from bench language; both lists are choices of ours."""

from typing import Final


def words_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


GIVEN_NAMES: Final = words_of(
    """
    aaron abigail adam adrian ahmed aisha alan albert alejandro alex alexander alexandra
    alfred ali alice alicia allison amanda amber amy andrea andrew angela angelica anita ann
    anna anne annie anthony antonio arthur ashley barbara beatrice benjamin bernard beth betty
    beverly bonnie bradley brandon brenda brian brittany bruce bryan carl carla carlos carmen
    carol caroline carolyn catherine cecilia charles charlotte cheryl chloe christian
    christina christine christopher cindy claire clara claudia colin connie crystal cynthia
    daniel danielle david deborah debra denise dennis diana diane diego dmitri dolores donald
    donna doris dorothy douglas dylan edith edward edwin eileen elaine eleanor elena elizabeth
    ella ellen emily emma emmanuel eric erica erik ernest esther ethan eugene eva evan evelyn
    fatima fernando florence frances francis francisco franklin frederick gabriel gary george
    gerald geraldine giovanni gladys gloria gordon gregory greta gustavo hannah hans harold
    harry hassan heather hector helen henry herbert howard hussein ian ibrahim irene isaac
    isabel isabella ivan jack jacob jacqueline james jamie jane janet janice jason javier jean
    jeffrey jennifer jeremy jerry jesse jessica jesus joan joanna joel johan johann john
    johnny jonathan jorge jose joseph joshua joyce juan juanita judith judy julia julian julie
    justin karen karl katherine kathleen kathryn katie keith kelly kenneth kevin kimberly
    klaus krzysztof kyle larry laura lauren lawrence leah leonard leslie lillian linda lisa
    logan lois lori louis louise lucas lucia lucy luigi luis madison manuel marcia marco
    marcus margaret maria marianne marie marilyn mario marion marjorie marlene martha martin
    marvin mary matthew maureen megan mei melissa michael michelle miguel mildred mohamed
    mohammed monica muhammad nancy naomi natalia natalie nathan nicholas nicole nikolai noah
    norma olga oliver olivia omar oscar pablo pamela patricia patrick paul paula pauline pedro
    peggy peter petra philip phillip phyllis pierre rachel rafael ralph ramon randy raymond
    rebecca regina renee ricardo richard rita robert roberto robin rodney roger ronald rosa
    rosemary roxanne russell ruth ryan sabrina samantha samuel sandra sara sarah scott sean
    sergei sergio shannon sharon sheila shirley sofia sophia sophie stanley stefan stephanie
    stephen steve steven stuart susan svetlana sylvia tamara tammy teresa terry thelma
    theodore theresa thomas tiffany timothy tina todd tracy tyler valerie vanessa vera
    veronica victor victoria vincent virginia vladimir walter wanda wayne wendy wilhelm
    william wolfgang yolanda yusuf yvonne zachary zoe
    """
)
"""Common given names, none that is a word of the bench too: mark, grace, may, will, drew, sue."""

BENCH_WORDS: Final = words_of(
    """
    a abdomen abnormal above absent accepted access accompanied acetate active acute add added
    adjuvant administered administration advanced advantage adverse aetna after afternoon
    against agency agilent alert all allergic allergy also am ambulatory american anaphylaxis
    and anemia another antibody antigen any appeal appropriate approved april arbor are arm
    arrival arrived as asked aspirate assay assistant association at attached attending august
    aureus auth authorization available awake bag barre baseline batch baxter bay bed before
    bench benefit best billed billing biologics biomarker biopsy biosimilar bladder bleeding
    blood blue board body both bottle brain breast breath broken bronchial by calcium called
    calm cancelled cancer cap carcinoma cardiac care carolina carried case catheter cause cell
    center central centre chair change changed chart check checked checklist chemo
    chemoradiation chemotherapy chest child chills chloride cigna claim class clean clear
    clearance clinic clinical clinically clinician closed clotted coast code coded coli
    colitis comfort commercial commission common compendium complete completed completion
    compounded concentration concern condition confirmed consent consolidation container
    contin continue continued contract contraindicated control controlled coombs copy
    corrected cough count course coverage covered cracked criteria cross culture current cycle
    daily dakota damaged data date dated day days deceased december decision declined
    decreased deferred delayed denied department depo dextrose diabetes diagnosis diarrhea did
    difficile diluent diluted direct discard discarded discharge discontinued discussed
    disease disposal disposed documentation documented done dose double down draw drawn drip
    drop dropped drug drugs due duration during durvalumab dyspnea each early east eaton
    education effect effects elevated eligible emergency empty ended endocrine entire error
    every evidence exam exceeded expected expired expiry explained extensive external
    extravasation facility fall family fatigue february federal female fever few filter final
    finding findings first fluid flush flushed follow following for form found four free
    frequency friday from full function further general given glass glucose good grade gravis
    gross guillain half hampshire hand handed hashimoto hazardous head health healthcare
    hearing heart held help hematology hepatic hepatitis here high history hodgkin hold home
    hospital hour hours household humana hypersensitivity hypertension hypotension
    hypothyroidism illness imaging imfinzi imjudo immediate immune immunotherapy improved in
    inappropriate incident increased indiana indication infection information informed infused
    infusing infusion initial injection inpatient inserted instructions insurance intact
    interrupted interval into intravenous inventory iron is it january jersey johnson joint
    jude july june kaiser karnofsky keep kept kidney known label labelled laboratory labs
    lambert large last late later leaked leaking learning left leg less letter level levels
    limit limited line lines list little liver local long loss lost lot low lower lung lymph
    lymphoma main major male malignant manual manufacturer march mark marked may medicaid
    medical medicare medication medicine medium medrol memorial merkel metastatic mexico mild
    minor minute minutes missed mistaken moderate monday monitor monitored month morning mount
    moved much multiple muscle must mutation myasthenia national nausea need needle negative
    neoplasm new next night nivolumab no node nodes noise non none normal north not note noted
    nothing november now numb nurse nursing observation observed october of off office ok old
    on oncology one only open opened or oral order ordered organ original other out outpatient
    over oxygen page pain palliative palmetto pan part partial patent patient pause paused
    payer pediatric pending per performed period peripheral permanente persistent pharmacist
    pharmacy pharmdx phase phone physician picc place placed plain plan planned plasma plastic
    platelets pleural plus pneumoniae point policy port positive possible potassium
    practitioner precautions prednisone premedication prepared prepares present previous
    previously primary prior private procedure progress progressed progression protocol
    provider pruritus pugh pulmonary pump quality quantity questions radiation rash rate
    raynaud reaction reactions ready reason received record recorded reduced reference refused
    regimen regional registered release remained remaining remission renal repeat repeated
    replaced report reported request required responded response rest restarted result results
    resumed return returned review reviewed right rigors route routine safe safety saint
    saline same sample saturday saw scan scheduled screening seated second see seen sent
    september series serum severe sharps shelf shield shift shortness side sign signed signs
    sinai since single site size sjogren skin small sodium solu solution some source south
    specialty spill spilled spilt squamous stable staff stage standard start started state
    status sterile steroid steroids stevens still stop stopped study subcutaneous sudden
    sunday supervised supervising supervisor supply support surgery surgical sustained
    swelling switch symptom symptoms syringe system systemic table taken technician telephone
    temperature test tested testing than the their then therapy third this three throat
    thrombosis thursday thyroid time to today tolerated total toxicity trained transferred
    transport treated treatment tremelimumab trial tube tubing tuesday tumor tumour twice two
    type unable under unexpected unit united units unknown unopened unremarkable until up
    upper urgent urine urticaria used vein ventana verbal verified very veteran veterans
    viaflex vial vials view vital vitals volume vomiting waiting waived waste wasted water
    wednesday week weekly weeks weighed weight well were west wheezing when while white whole
    will with withdrawn withheld within without witness witnessed wrong xray year years yes
    yesterday york zero
    """
)
"""Words of answers at an infusion bench; payers, places and eponyms of illnesses among them."""

FAMILY_NAMES_TOO: Final = words_of(
    """
    day days eaton hand hodgkin johnson lambert little long low march may merkel page price
    raynaud small stevens waters wells white york young
    """
)
"""Words of the bench that are family names where a given name is beside them: Mary Johnson."""

BENCH_ENDINGS: Final = tuple(
    sorted(
        words_of(
            """
            able ally ance azole cillin ed emia ence gram graphy ible ical ing itis
            ity ive less mab ment ments ness nib ology oma osis ous pathy penia platin
            pnea rrhea scopy sis solone sone statin taxel tion tions ure uria
            """
        )
    )
)
"""How words end that are drugs, illnesses, examinations, and no names."""
