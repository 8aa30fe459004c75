/// One thing to throw random input at.
///
/// `run` makes one case from the generator, gives it to the code under test and returns what was wrong with the
/// answer, or nil. A trap or a hang needs no check of its own: the driver reports the case that was running.
struct Target {
  let name: String
  let run: (inout RandomSource) -> String?
}

let targets = [tokensTarget, parserTarget, mutationTarget, numbersTarget, numberFormatsTarget, datesTarget, regexTarget, wildcardTarget, compositeTarget]
