# Prints what COINr takes, in milliseconds, a line each: the name, a tab, the time. Run by benchmarks/coinr.py.
suppressPackageStartupMessages(library(COINr))
set.seed(1)

took <- function(f, times = 5) {
  f()
  1000 * median(replicate(times, system.time(f())[["elapsed"]]))
}

say <- function(name, milliseconds) cat(name, "\t", milliseconds, "\n", sep = "")

chain <- function(coin) {
  coin <- Impute(coin, dset = "Raw", f_i = "i_mean")
  coin <- qTreat(coin, dset = "Imputed")
  coin <- Normalise(coin, dset = "Treated", global_specs = list(f_n = "n_minmax", f_n_para = list(l_u = c(0, 100))))
  Aggregate(coin, dset = "Normalised", f_ag = "a_amean")
}

made <- function(units, indicators) {
  values <- matrix(rlnorm(units * indicators), units)
  values[runif(length(values)) < 0.05] <- NA
  codes <- paste0("i", seq_len(indicators))
  data <- cbind(data.frame(uCode = paste0("u", seq_len(units))), setNames(as.data.frame(values), codes))
  meta <- data.frame(
    iCode = c(codes, "e0", "e1", "top"), Type = c(rep("Indicator", indicators), rep("Aggregate", 3)),
    Level = c(rep(1, indicators), 2, 2, 3), Direction = 1, Weight = 1,
    Parent = c(paste0("e", seq_len(indicators) %% 2), "top", "top", NA)
  )
  new_coin(data, meta, quietly = TRUE)
}

coin <- made(51, 49)
say("51 x 49", took(function() chain(coin)))
large <- made(10000, 100)
say("10,000 x 100", took(function() chain(large), 1))

asem <- build_example_coin(quietly = TRUE)
say("ASEM", took(function() build_example_coin(quietly = TRUE)))
noise <- data.frame(Level = c(2, 3), NoiseFactor = c(0.25, 0.25))
runs <- 20
choices <- list(
  Normalisation = list(
    Address = "$Log$Normalise$global_specs", Type = "discrete",
    Distribution = list(
      list(f_n = "n_minmax", f_n_para = list(c(1, 100))), list(f_n = "n_zscore", f_n_para = list(c(10, 2)))
    )
  ),
  Weights = list(
    Address = "$Log$Aggregate$w", Type = "discrete",
    Distribution = get_noisy_weights(w = asem$Meta$Weights$Original, noise_specs = noise, Nrep = runs)
  )
)
say("a run", 1 / runs * took(function() get_sensitivity(
  asem, SA_specs = choices, N = runs, SA_type = "UA", dset = "Aggregated", iCode = "Index", quietly = TRUE,
  check_addresses = FALSE
), 1))
